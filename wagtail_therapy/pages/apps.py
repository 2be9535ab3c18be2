from django.apps import apps
from django.utils.translation import gettext_lazy as _

from wagtail_therapy import app_configs


class PagesConfig(app_configs.TherapyAppConfig):
    name = "wagtail_therapy.pages"
    label = "wagtail_therapy_pages"
    verbose_name = _("Therapy: pages")
    required_apps = (
        "wagtail_therapy.blog",
        "wagtail_therapy.approaches",
        "wagtail_therapy.newsletter",
        "wagtail_therapy.authors",
        "wagtail_therapy.practice",
        "wagtail_therapy.content",
    )

    def ready(self) -> None:
        if apps.is_installed("wagtail_localize"):
            self.synchronize_relations()

    def synchronize_relations(self) -> None:
        """Have wagtail-localize copy many-to-many relations, which it would leave out.

        It reads one list, and two of a post's mixins have such a relation.
        """
        from wagtail_localize.fields import SynchronizedField

        from .models import BlogPostPage

        BlogPostPage.override_translatable_fields = [
            SynchronizedField("concerns"),
            SynchronizedField("content_notes"),
        ]
