"""For hosts that have Wagtail's API v2: register this view set in the place of Wagtail's."""

from wagtail.api.v2.views import PagesAPIViewSet

from . import posts


class ReadablePagesAPIViewSet(PagesAPIViewSet):
    """Wagtail's pages, without posts whose date is still to come."""

    def get_base_queryset(self):
        return super().get_base_queryset().exclude(pk__in=posts.to_come().values("pk"))
