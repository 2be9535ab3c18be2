from django.utils.translation import gettext_lazy as _

from wagtail_therapy import app_configs


class WordPressImportConfig(app_configs.TherapyAppConfig):
    name = "wagtail_therapy.wordpress_import"
    label = "wagtail_therapy_wordpress_import"
    verbose_name = _("Therapy: move from WordPress")
    required_apps = (
        "wagtail_therapy.blog",
        "wagtail_therapy.authors",
        "wagtail_therapy.practice",
        "wagtail_therapy.content",
    )

    def ready(self) -> None:
        from . import signal_handlers
        from .addresses import signal_handlers as address_handlers
        from .addresses.checks import register_checks

        register_checks()
        address_handlers.register_signal_handlers()
        signal_handlers.register_signal_handlers()
