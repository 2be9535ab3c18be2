from wagtail_modeladmin.options import modeladmin_register

from .ledgers import LedgerGroup

modeladmin_register(LedgerGroup)
