from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApproachesConfig(AppConfig):
    name = "wagtail_therapy.approaches"
    label = "wagtail_therapy_approaches"
    verbose_name = _("Therapy: approaches")
    default_auto_field = "django.db.models.BigAutoField"
