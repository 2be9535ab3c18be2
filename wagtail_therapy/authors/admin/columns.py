from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import BaseColumn, Column


class PortraitColumn(BaseColumn):
    cell_template_name = "wagtail_therapy/authors/admin/portrait_cell.html"


class LicensesColumn(Column):
    """How many licences readers see, and how many have expired."""

    def get_value(self, instance: Any) -> str:
        number = len(instance.get_licenses())
        expired = len(instance.get_expired_licenses())
        gone = _("%(number)d expired") % {"number": expired} if expired else ""
        return ", ".join(part for part in (number and str(number), gone) if part)
