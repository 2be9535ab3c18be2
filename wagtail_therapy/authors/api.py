"""For hosts that have Wagtail's API v2: authors as an endpoint."""

from typing import Any

from wagtail.models import Site

from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.visibility import shown_authors
from wagtail_therapy.content.api.views import SiteAPIViewSet


class AuthorsAPIViewSet(SiteAPIViewSet):
    """Authors whose bio is published: with a profile on the site, or named by its public pages."""

    model = Author
    listing_default_fields = [*SiteAPIViewSet.listing_default_fields, "name", "slug"]

    def get_site_queryset(self, site: Site) -> list[Any]:
        return shown_authors(site).prefetch_related("photo", "licenses", "degrees", "links")
