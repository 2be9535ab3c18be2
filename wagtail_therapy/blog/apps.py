from django.apps import apps
from django.utils.translation import gettext_lazy as _

from wagtail_therapy import app_configs


class BlogConfig(app_configs.TherapyAppConfig):
    name = "wagtail_therapy.blog"
    label = "wagtail_therapy_blog"
    verbose_name = _("Therapy: blog")
    required_apps = (
        "wagtail_therapy.authors",
        "wagtail_therapy.practice",
        "wagtail_therapy.content",
    )

    def ready(self) -> None:
        from . import frontend_cache, readiness  # noqa: F401 -- registers the rules of this app
        from .checks import register_checks
        from .signal_handlers import register_signal_handlers

        register_checks()
        frontend_cache.connect()
        register_signal_handlers()
        if apps.is_installed("wagtail_localize"):
            self.synchronize_content_notes()

    def synchronize_content_notes(self) -> None:
        """Have wagtail-localize copy a many-to-many relation, which it would leave out."""
        from wagtail_localize.fields import SynchronizedField

        from .mixins import BlogPostMixin

        BlogPostMixin.override_translatable_fields = [SynchronizedField("content_notes")]
