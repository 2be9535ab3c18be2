"""For hosts that have Wagtail's API v2: concerns and families of approaches as endpoints."""

from typing import Any

from wagtail.models import Locale, Site

from wagtail_therapy.approaches.concern_pages import shown_concerns
from wagtail_therapy.approaches.models import ApproachFamily, Concern
from wagtail_therapy.approaches.readable import in_brief, readable_on
from wagtail_therapy.content.api_views import SiteAPIViewSet
from wagtail_therapy.content.translations import in_locale


class ConcernsAPIViewSet(SiteAPIViewSet):
    """Concerns that public approaches or posts of the site are about."""

    model = Concern
    listing_default_fields = [*SiteAPIViewSet.listing_default_fields, "name", "slug"]

    def get_rows(self, site: Site) -> list[Any]:
        shown = [
            concern.pk
            for locale in Locale.objects.all()
            for concern in shown_concerns(in_brief(readable_on(site, locale.pk)), site, locale.pk)
        ]
        return Concern.objects.filter(pk__in=shown)


class ApproachFamiliesAPIViewSet(SiteAPIViewSet):
    """Families of the site's public approaches."""

    model = ApproachFamily
    listing_default_fields = [*SiteAPIViewSet.listing_default_fields, "name", "slug"]

    def get_rows(self, site: Site) -> list[Any]:
        shown = [pk for locale in Locale.objects.all() for pk in _families_on(site, locale.pk)]
        return ApproachFamily.objects.filter(pk__in=shown)


def _families_on(site: Site, locale_id: int) -> set[int]:
    approaches = in_brief(readable_on(site, locale_id))
    found = [family for one in approaches for family in (one.family, one.second_family) if family]
    return {family.pk for family in in_locale(found, locale_id)}
