"""What the API v2 endpoints of our snippets have in common: rows that a site shows to everybody."""

from typing import Any

from django.db.models import QuerySet
from wagtail.api.v2.filters import FieldsFilter, LocaleFilter, OrderingFilter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

# Wagtail's filter of that name wants an index that can be narrowed to the rows of a site.
UNSUPPORTED = {"search", "search_operator"}


class SiteAPIViewSet(BaseAPIViewSet):
    """The rows of one model that public pages of a site name.

    It is the site of the request, or the one that ``?site=`` names as Wagtail's pages endpoint
    does. ``?locale=`` narrows the list to a language.
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
        """Return the rows that a stranger meets on the site, as a queryset."""
        raise NotImplementedError


def requested_site(request: Any) -> Any:
    """Return the site that a request is about, None where there is none.

    :raises BadRequestError: it names a site, and not exactly one has that name.
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
