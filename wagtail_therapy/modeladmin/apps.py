from django.utils.translation import gettext_lazy as _

from wagtail_therapy import app_configs


class LedgersConfig(app_configs.TherapyAppConfig):
    name = "wagtail_therapy.modeladmin"
    label = "wagtail_therapy_modeladmin"
    verbose_name = _("Email log")
    required_apps = ("wagtail_therapy.newsletter", "wagtail_modeladmin")
