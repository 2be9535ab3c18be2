# FOUNDER: TOOLING deleted your version of this file by mistake at 06:36 and could not recover it.
# This is only what the contract says; please put your ready() back and drop this comment.
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "wagtail_therapy.newsletter"
    label = "wagtail_therapy_newsletter"
    verbose_name = _("Newsletter")
    default_auto_field = "django.db.models.BigAutoField"
