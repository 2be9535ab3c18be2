from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet

from wagtail_therapy.approaches.admin import menu_listings
from wagtail_therapy.approaches.admin.viewsets import (
    ApproachFamilyViewSet,
    ConcernViewSet,
    GuidelineViewSet,
)

register_snippet(ConcernViewSet)
register_snippet(GuidelineViewSet)
register_snippet(ApproachFamilyViewSet)


# Before a host's own, whatever the order of INSTALLED_APPS: of two with one name, the last wins.
@hooks.register("register_admin_viewset", order=-1)
def list_approaches() -> list[PageListingViewSet]:
    return menu_listings.viewsets()
