from django.apps import apps
from django.utils.translation import gettext_lazy as _

from wagtail_therapy import app_configs

ROWS = ["approach_authors", "approach_concerns", "approach_recommendations"]


class ApproachesConfig(app_configs.TherapyAppConfig):
    name = "wagtail_therapy.approaches"
    label = "wagtail_therapy_approaches"
    verbose_name = _("Therapy: approaches")
    required_apps = (
        "wagtail_therapy.authors",
        "wagtail_therapy.practice",
        "wagtail_therapy.content",
    )

    def ready(self) -> None:
        from wagtail_therapy.content import caching

        from . import (
            former_slugs,
            frontend_cache,
            querysets,
            readiness,  # noqa: F401 -- registers the rules of this app
            search,
        )
        from .checks import register_checks
        from .evidence import guideline_successors
        from .history import snippet_changes, visibility_changes
        from .models import (
            ApproachFamily,
            ClaimChange,
            Concern,
            ConcernGuideline,
            Guideline,
        )

        register_checks()
        search.register()
        # Before the handlers that purge caches and those that write rows of guidelines.
        snippet_changes.connect()
        visibility_changes.connect()
        former_slugs.connect()
        frontend_cache.connect()
        guideline_successors.connect()
        rows = [row for name in ROWS for row in querysets.row_models(name)]
        models = [ApproachFamily, ClaimChange, Concern, ConcernGuideline, Guideline, *rows]
        caching.invalidate_on_save(*models)
        if apps.is_installed("wagtail_localize"):
            self.synchronize_relations()

    def synchronize_relations(self) -> None:
        """Tell wagtail-localize about relations of a kind that it would leave out."""
        from wagtail_localize.fields import SynchronizedField

        from .mixins import ApproachMixin

        ApproachMixin.override_translatable_fields = [
            SynchronizedField("offered_by"),
            SynchronizedField("content_notes"),
        ]
