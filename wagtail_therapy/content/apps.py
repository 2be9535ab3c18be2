from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from wagtail_therapy import app_configs


class ContentConfig(app_configs.TherapyAppConfig):
    name = "wagtail_therapy.content"
    label = "wagtail_therapy_content"
    verbose_name = _("Therapy: content")

    def ready(self) -> None:
        from .api.serializers import register_serializers
        from .blocks.adapters import register_adapters
        from .checks import register_checks
        from .page_cache import host_rows, sitewide_purges
        from .signal_handlers import invalidate_after_deployment, register_signal_handlers

        register_adapters()
        register_checks()
        register_serializers()
        register_signal_handlers()
        post_migrate.connect(invalidate_after_deployment, sender=self)
        host_rows.register_signal_handlers()
        sitewide_purges.connect()
