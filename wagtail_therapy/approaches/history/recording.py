"""Writes down what readers are told from now on, wherever that differs from what they were told."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from wagtail_therapy.approaches.history.comparing import kind_of
from wagtail_therapy.approaches.history.kinds import ChangeKind
from wagtail_therapy.approaches.history.said import Said, is_same, said
from wagtail_therapy.approaches.models.claim_changes import ClaimChange

# By the translation key of a concern: its name, and what is said of it.
Told = dict[str, tuple[str, Said]]


@transaction.atomic
def record(page: Any, note: str = "") -> None:
    """Add what changed on a live page since this was last asked. Nothing changed: nothing is added.

    ``note`` is the reason that readers are given.
    """
    before, now = _told_last(page), _told_now(page)
    changed_at = timezone.now()
    ClaimChange.objects.bulk_create(
        ClaimChange(
            page_id=page.pk,
            concern_key=key,
            concern_name=name,
            kind=kind_of(was, is_now) if before else ChangeKind.FIRST,
            before=was,
            after=is_now,
            note=note,
            changed_at=changed_at,
        )
        for key, name, was, is_now in _differences(before, now)
    )


def note_for(page: Any) -> str:
    """Return the reason that a page gives, if it is another one than it gave until now.

    Ask before it is saved; until the end of the transaction no one else saves it. A reason that was
    there already is that of an earlier change.
    """
    stored = type(page)._base_manager.select_for_update().filter(pk=page.pk, live=True)
    was = stored.values_list("change_note", "updated_date").first()
    is_new = was is not None and was != (page.change_note, page.updated_date)
    return page.change_note.strip() if is_new else ""


def _told_last(page: Any) -> Told:
    changes = ClaimChange.objects.filter(page=page.pk).order_by("pk")
    rows = changes.values_list("concern_key", "concern_name", "after")
    return {str(key): (name, after) for key, name, after in rows}


def _told_now(page: Any) -> Told:
    told: Told = {}
    for claim in page.get_claims():
        told.setdefault(str(claim.concern.translation_key), (claim.concern.name, said(claim)))
    return told


def _differences(before: Told, now: Told) -> Iterator[tuple[str, str, Said, Said]]:
    """Give key and name of each concern of which something else is said, and what that was and is.

    What is not said any more comes last.
    """
    for key in [*now, *(key for key in before if key not in now)]:
        was = before.get(key, ("", {}))[1]
        name, is_now = now.get(key, (before.get(key, ("", {}))[0], {}))
        if not is_same(was, is_now):
            yield key, name, was, is_now
