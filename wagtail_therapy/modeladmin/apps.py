from django.utils.translation import gettext_lazy as _

from wagtail_therapy import needs


class LedgersConfig(needs.TherapyConfig):
    name = "wagtail_therapy.modeladmin"
    label = "wagtail_therapy_modeladmin"
    verbose_name = _("Mail ledgers")
    needs = ("wagtail_therapy.newsletter", "wagtail_modeladmin")
