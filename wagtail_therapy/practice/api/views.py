"""For hosts that have Wagtail's API v2: the practice as an endpoint."""

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Locale, Site

from wagtail_therapy.content.api.views import requested_site
from wagtail_therapy.practice.api.representations import practice_representation
from wagtail_therapy.practice.models import PracticeSettings


class PracticeAPIViewSet(BaseAPIViewSet):
    """The practice in the footer of a site's pages, and never that of another site.

    ``?site=`` names a site as Wagtail's pages endpoint does, ``?locale=`` a language.
    """

    model = PracticeSettings
    known_query_parameters = frozenset(["site", "locale", "format", "_"])

    def listing_view(self, request: HttpRequest) -> Response:
        self.check_query_parameters(self.get_queryset())
        site = requested_site(request)
        if site is None:
            raise Http404("there is no such site")
        return Response(practice_representation(site, self._language(request, site)))

    def _language(self, request: HttpRequest, site: Site) -> str:
        code = request.GET.get("locale") or site.root_page.locale.language_code
        if not Locale.objects.filter(language_code=code).exists():
            raise BadRequestError("locale must be a language of this site")
        return code

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.as_view({"get": "listing_view"}), name="listing")]
