from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgersConfig(AppConfig):
    name = "wagtail_therapy.modeladmin"
    label = "wagtail_therapy_modeladmin"
    verbose_name = _("Mail ledgers")
    default_auto_field = "django.db.models.BigAutoField"
