from wagtail.snippets.models import register_snippet

from wagtail_therapy.approaches.viewsets import ApproachFamilyViewSet, ConcernViewSet

register_snippet(ConcernViewSet)
register_snippet(ApproachFamilyViewSet)
