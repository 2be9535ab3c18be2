from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "wagtail_therapy.pages"
    label = "wagtail_therapy_pages"
    verbose_name = _("Therapy: pages")
    default_auto_field = "django.db.models.BigAutoField"
