"""Writes down what readers are told from now on, wherever that differs from what they were told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from wagtail_therapy.approaches.evidence.claim_queries import (
    claims_by_concern,
    named_guidelines,
)
from wagtail_therapy.approaches.history.change_kinds import ChangeKind
from wagtail_therapy.approaches.history.classification import kind_of
from wagtail_therapy.approaches.history.index_pages import Place, places_of
from wagtail_therapy.approaches.history.locks import share_guidelines
from wagtail_therapy.approaches.history.snapshots import Said, differences, said
from wagtail_therapy.approaches.models.claim_changes import ClaimChange

# By the translation key of a concern: its name, and what is said of it.
Told = dict[str, tuple[str, Said]]


@transaction.atomic
def record(pks: Iterable[Any], note: str = "") -> bool:
    """Add what changed on pages since this was last asked, and return whether anything did.

    Only on pages that a stranger may read: what changed in private is one change once it is public.
    ``note`` is the reason that readers are given. Lock the pages before.
    """
    places = places_of(pks)
    share_guidelines(named_guidelines(place.page for place in places))
    before, now = _told_last(places), _told_now(places)
    changed_at = timezone.now()
    changes = ClaimChange.objects.bulk_create(
        ClaimChange(
            page_id=place.page.pk,
            told_below_id=place.parent_pk,
            concern_key=key,
            concern_name=name,
            kind=kind_of(was, is_now) if before[place] else ChangeKind.FIRST,
            before=was,
            after=is_now,
            # There is no record of the time before, so nothing has changed since.
            note=note if before[place] else "",
            changed_at=changed_at,
        )
        for place in places
        for key, name, was, is_now in _differences(before[place], now[place])
    )
    return bool(changes)


def _told_last(places: list[Place]) -> dict[Place, Told]:
    """Return what was told in the list that each page is in now."""
    told: dict[Place, Told] = {place: {} for place in places}
    by_key = {(place.page.pk, place.parent_pk): place for place in places}
    changes = ClaimChange.objects.filter(page__in=[place.page.pk for place in places])
    fields = ["page_id", "told_below_id", "concern_key", "concern_name", "after"]
    for page, parent, key, name, after in changes.order_by("pk").values_list(*fields):
        if place := by_key.get((page, parent)):
            told[place][str(key)] = (name, after)
    return told


def _told_now(places: list[Place]) -> dict[Place, Told]:
    told: dict[Place, Told] = {place: {} for place in places}
    by_locale: dict[Any, dict[Any, Place]] = defaultdict(dict)
    for place in places:
        by_locale[place.page.locale_id][place.page.pk] = place
    for locale_id, found in by_locale.items():
        pages = [place.page for place in found.values()]
        for concern, claims in claims_by_concern(pages, locale_id).items():
            for pk, claim in claims.items():
                told[found[pk]][str(concern.translation_key)] = (concern.name, said(claim))
    return told


def _differences(before: Told, now: Told) -> Iterator[tuple[str, str, Said, Said]]:
    """Give key and name of each concern whose claim has changed, and what it was and is.

    What is not said any more comes last.
    """
    for key in [*now, *(key for key in before if key not in now)]:
        was = before.get(key, ("", {}))[1]
        name, is_now = now.get(key, (before.get(key, ("", {}))[0], {}))
        if any(differences(was, is_now)):
            yield key, name, was, is_now
