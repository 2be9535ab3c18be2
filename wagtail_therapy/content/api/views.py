"""The base of our snippets' API v2 endpoints, which list what one site shows to everyone."""

from typing import Any

from django.db.models import QuerySet
from wagtail.api.v2.filters import FieldsFilter, LocaleFilter, OrderingFilter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

# Wagtail's search filter needs a search index that can filter by site.
UNSUPPORTED = {"search", "search_operator"}


class SiteAPIViewSet(BaseAPIViewSet):
    """The rows of a model that public pages of a site use.

    The site is that of the request, or of ``?site=`` as in Wagtail's pages endpoint. ``?locale=``
    filters by language.
    """

    filter_backends = [FieldsFilter, LocaleFilter, OrderingFilter]
    known_query_parameters = (
        BaseAPIViewSet.known_query_parameters | {"site", "locale"}
    ) - UNSUPPORTED

    def get_queryset(self) -> QuerySet:
        site = requested_site(self.request)
        found = self.get_site_queryset(site) if site else self.model.objects.none()
        return found.order_by("id")

    def get_site_queryset(self, site: Any) -> Any:
        """Return the rows that strangers can see on the site."""
        raise NotImplementedError


def requested_site(request: Any) -> Any:
    """Return the site that a request asks for, or None if there is none.

    :raises BadRequestError: no site has that name, or several have it.
    """
    name = request.GET.get("site")
    if not name:
        return Site.find_for_request(request)
    hostname, _colon, port = name.partition(":")
    found = Site.objects.filter(hostname=hostname)
    if port:
        found = found.filter(port=port) if port.isdecimal() else found.none()
    if len(found) != 1:
        raise BadRequestError("site must be the hostname of one site, or its hostname:port")
    return found[0]
