from wagtail.snippets.models import register_snippet

from wagtail_therapy.approaches.viewsets import (
    ApproachFamilyViewSet,
    ConcernViewSet,
    GuidelineViewSet,
)

register_snippet(ConcernViewSet)
register_snippet(GuidelineViewSet)
register_snippet(ApproachFamilyViewSet)
