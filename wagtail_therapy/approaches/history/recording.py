"""Records what readers are told from now on, if that differs from what they were told before."""

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
from wagtail_therapy.approaches.history.index_pages import ListedPage, listed_pages
from wagtail_therapy.approaches.history.locks import lock_guidelines_for_share
from wagtail_therapy.approaches.history.snapshots import Snapshot, differences, snapshot_of
from wagtail_therapy.approaches.models.claim_changes import ClaimChange

# By the translation key of a concern: its name, and the claim about it.
Snapshots = dict[str, tuple[str, Snapshot]]


@transaction.atomic
def record(pks: Iterable[Any], note: str = "") -> bool:
    """Add the changes on pages since this was last called, and return whether there were any.

    Looks only at pages that a stranger may read: when a private page becomes public, that is one
    change. ``note`` is the reason that readers see. Lock the pages first.
    """
    listed = listed_pages(pks)
    lock_guidelines_for_share(named_guidelines(one.page for one in listed))
    before, now = _last_snapshots(listed), _current_snapshots(listed)
    changed_at = timezone.now()
    changes = ClaimChange.objects.bulk_create(
        ClaimChange(
            page_id=one.page.pk,
            told_below_id=one.parent_pk,
            concern_key=key,
            concern_name=name,
            kind=kind_of(was, is_now) if before[one] else ChangeKind.FIRST,
            before=was,
            after=is_now,
            # A first version changes nothing on record, so it has no reason.
            note=note if before[one] else "",
            changed_at=changed_at,
        )
        for one in listed
        for key, name, was, is_now in _differences(before[one], now[one])
    )
    return bool(changes)


def _last_snapshots(listed: list[ListedPage]) -> dict[ListedPage, Snapshots]:
    """Return what readers were last told in the list that each page is in now."""
    found: dict[ListedPage, Snapshots] = {one: {} for one in listed}
    by_key = {(one.page.pk, one.parent_pk): one for one in listed}
    changes = ClaimChange.objects.filter(page__in=[one.page.pk for one in listed])
    fields = ["page_id", "told_below_id", "concern_key", "concern_name", "after"]
    for page, parent, key, name, after in changes.order_by("pk").values_list(*fields):
        if one := by_key.get((page, parent)):
            found[one][str(key)] = (name, after)
    return found


def _current_snapshots(listed: list[ListedPage]) -> dict[ListedPage, Snapshots]:
    found: dict[ListedPage, Snapshots] = {one: {} for one in listed}
    by_locale: dict[Any, dict[Any, ListedPage]] = defaultdict(dict)
    for one in listed:
        by_locale[one.page.locale_id][one.page.pk] = one
    for locale_id, by_key in by_locale.items():
        pages = [one.page for one in by_key.values()]
        for concern, claims in claims_by_concern(pages, locale_id).items():
            for pk, claim in claims.items():
                key = str(concern.translation_key)
                found[by_key[pk]][key] = (concern.name, snapshot_of(claim))
    return found


def _differences(
    before: Snapshots, now: Snapshots
) -> Iterator[tuple[str, str, Snapshot, Snapshot]]:
    """Yield the key and name of each concern whose claim has changed, and the old and new claim.

    Claims that are gone come last.
    """
    for key in [*now, *(key for key in before if key not in now)]:
        was = before.get(key, ("", {}))[1]
        name, is_now = now.get(key, (before.get(key, ("", {}))[0], {}))
        if any(differences(was, is_now)):
            yield key, name, was, is_now
