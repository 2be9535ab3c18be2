from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "wagtail_therapy.blog"
    label = "wagtail_therapy_blog"
    verbose_name = _("Therapy: blog")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .named_authors import connect
        from .signal_handlers import register_signal_handlers

        connect()
        register_signal_handlers()
