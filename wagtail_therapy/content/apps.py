from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "wagtail_therapy.content"
    label = "wagtail_therapy_content"
    verbose_name = _("Therapy: content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .api_serializers import register_serializers
        from .checks import register_checks
        from .signal_handlers import register_signal_handlers

        register_checks()
        register_serializers()
        register_signal_handlers()
