"""For hosts that have Wagtail's API v2: concerns and families of approaches as endpoints."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from wagtail.models import Locale, Site

from wagtail_therapy.approaches.concerns.pages import shown_concerns
from wagtail_therapy.approaches.evidence.guideline_coverage import prefetch_coverage
from wagtail_therapy.approaches.models import ApproachFamily, Concern
from wagtail_therapy.approaches.querysets import in_brief, readable_on
from wagtail_therapy.content.api.views import SiteAPIViewSet
from wagtail_therapy.content.translations import in_locale


class ConcernsAPIViewSet(SiteAPIViewSet):
    """Concerns that the site's public approaches or posts are about."""

    model = Concern
    listing_default_fields = [*SiteAPIViewSet.listing_default_fields, "name", "slug"]

    def get_site_queryset(self, site: Site) -> list[Any]:
        shown = [
            concern.pk
            for locale in Locale.objects.all()
            for concern in shown_concerns(in_brief(readable_on(site, locale.pk)), site, locale.pk)
        ]
        return Concern.objects.filter(pk__in=shown).select_related("content_note")

    def paginate_queryset(self, queryset: Any) -> list[Any]:
        page = list(super().paginate_queryset(queryset))
        for group in _by_locale(page):
            prefetch_coverage(group)
            _prefetch_notes(group)
        return page


class ApproachFamiliesAPIViewSet(SiteAPIViewSet):
    """Families of the site's public approaches."""

    model = ApproachFamily
    listing_default_fields = [*SiteAPIViewSet.listing_default_fields, "name", "slug"]

    def get_site_queryset(self, site: Site) -> list[Any]:
        shown = [pk for locale in Locale.objects.all() for pk in _families_on(site, locale.pk)]
        return ApproachFamily.objects.filter(pk__in=shown)


def _by_locale(rows: Iterable[Any]) -> Iterable[list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.locale_id].append(row)
    return found.values()


def _prefetch_notes(concerns: Iterable[Concern]) -> None:
    noted = [one for one in concerns if one.content_note_id]
    if noted:
        notes = in_locale([one.content_note for one in noted], noted[0].locale_id)
        for concern, note in zip(noted, notes, strict=True):
            concern.shown_note = note


def _families_on(site: Site, locale_id: int) -> set[int]:
    approaches = in_brief(readable_on(site, locale_id))
    found = [family for one in approaches for family in (one.family, one.second_family) if family]
    return {family.pk for family in in_locale(found, locale_id)}
