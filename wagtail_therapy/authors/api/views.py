"""View sets for Wagtail's API v2. Hosts register them in their router."""

from typing import Any

from wagtail.models import Site

from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.visibility import public_authors
from wagtail_therapy.content.api.views import SiteAPIViewSet


class AuthorsAPIViewSet(SiteAPIViewSet):
    """Authors with a published bio who have a profile on the site or are on its public pages."""

    model = Author
    listing_default_fields = [*SiteAPIViewSet.listing_default_fields, "name", "slug"]

    def get_site_queryset(self, site: Site) -> list[Any]:
        return public_authors(site).prefetch_related("photo", "licenses", "degrees", "links")
