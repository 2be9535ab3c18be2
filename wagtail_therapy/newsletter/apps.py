from django.utils.translation import gettext_lazy as _

from wagtail_therapy import app_configs


class NewsletterConfig(app_configs.TherapyAppConfig):
    name = "wagtail_therapy.newsletter"
    label = "wagtail_therapy_newsletter"
    verbose_name = _("Newsletter")
    required_apps = (
        "wagtail_therapy.authors",
        "wagtail_therapy.practice",
        "wagtail_therapy.content",
    )

    def ready(self) -> None:
        from wagtail_therapy.content import caching

        from . import readiness  # noqa: F401 -- registers the rules of this app
        from .admin.panels import attach_to_mailed_models
        from .checks import register_checks
        from .models import NewsletterSettings
        from .signal_handlers import register_signal_handlers

        register_signal_handlers()
        attach_to_mailed_models()
        register_checks()
        caching.invalidate_on_save(NewsletterSettings)
