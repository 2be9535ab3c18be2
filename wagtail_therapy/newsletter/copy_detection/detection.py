"""Notices that the database is a copy of another site's, or older than what was sent from here.

**A copy** (a clone for testing, a backup on a new machine) contains mailings that are about to be
sent. So a worker in a new place asks a person first: see ``places``.

**A restored backup** in a known place has forgotten who got the email since. So workers note the
ids of deliveries that they have sent, outside the database. If the database says that one of these
was never tried, it is older than the note.

Workers note ids rather than a count, because counts also go down in normal use: a person sends
unknown deliveries again, a pause gives refused ones back to the queue, a host deletes old rows. All
these keep the trace that a delivery was tried (its attempts, the time of the first, the time a
person decided). Only a restored backup loses it. For the same reason a missing row proves nothing
while others are there. The last two hundred ids are checked rather than the highest, because late
retries have low ids. A server that lost power, or a replica that took over, may have lost commits
that it had confirmed. That is noticed too, and rightly.

A note is named after the mailing's ``dedupe_key``: a backup from before the mailing was queued
lacks its row, so the same post would be queued again with another uuid. The end of a mailing needs
no note: its last id is enough. If the folder fails, no mailing stops: the database then counts as
complete.
"""

import hashlib
import os
import re
import time
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import router
from django.db.models import Q
from django.utils.translation import gettext

from wagtail_therapy.conf import conf

from ..models import Delivery, Mailing, SendingPlace
from . import places, state_dir

NOTES = "mailings"
NOTES_KEPT = timedelta(days=7)
# About two hundred ids.
LAST_BYTES = 2_000
# Between a newline and a semicolon, so that an id that a power cut tore is never read.
NOTE = re.compile(rb"\n(\d+);")

NEVER_TRIED = Q(
    state__in=[Delivery.State.QUEUED, Delivery.State.CLAIMED],
    attempts=0,
    first_attempt_at=None,
    resolved_at=None,
)


class Objection(NamedTuple):
    """Why a person should look before a mailing is sent from here."""

    reason: str
    # The place to adopt, if that is the reason.
    place: SendingPlace | None


def accept_database(mailing: Mailing) -> None:
    """Forget the notes on a mailing that a person resumes although the database is older."""
    if is_older_than_notes(mailing):
        _forget(mailing)


def record_progress(mailing: Mailing, delivery_id: int) -> None:
    """Note that this delivery was sent. Commit its result first."""
    try:
        if folder := state_dir.folder(NOTES):
            state_dir.append(folder / _note_name(mailing), b"\n%d;" % delivery_id)
    except OSError as error:
        state_dir.log_once("what was sent could not be noted", error)


def is_older_than_notes(mailing: Mailing) -> bool:
    """Whether the database has forgotten that some of this mailing was sent from here."""
    # Notes first: a note made after the query would look forgotten.
    noted = _noted(mailing)
    if not noted:
        return False
    # A read replica may lag behind.
    database = router.db_for_write(Delivery)
    deliveries = Delivery.objects.using(database).filter(mailing=mailing, pk__in=noted)
    return not deliveries.exists() or deliveries.filter(NEVER_TRIED).exists()


def objection(mailing: Mailing) -> Objection | None:
    """Return why a person should look before this mailing is sent from here; None: no reason."""
    if asking := places.unadopted(mailing.site):
        place, changed = asking
        return Objection(_may_be_a_copy(changed), place)
    if is_older_than_notes(mailing):
        reason = gettext(
            "Some readers have got this email, but the database no longer says who. Was a backup "
            "restored? If you resume, they get it twice; if you cancel, the others never get it."
        )
        return Objection(reason, None)
    return None


def _may_be_a_copy(changed: list[str]) -> str:
    reason = gettext(
        "This may be a copy of the site. Changed: %(parts)s. If it is the real site, resume, or "
        "run “manage.py therapy_mail adopt”. If it is a copy, don’t: real readers would get this "
        "email."
    )
    return reason % {"parts": places.in_words(changed)}


def prune() -> None:
    """Delete the notes on mailings that would expire if they came back."""
    oldest = time.time() - (conf.mail_stale_after + NOTES_KEPT).total_seconds()
    try:
        folder = state_dir.folder(NOTES)
        for note in folder.iterdir() if folder else ():
            if note.stat().st_mtime < oldest:
                note.unlink(missing_ok=True)
    except OSError as error:
        state_dir.log_once("old notes could not be deleted", error)


def _note_name(mailing: Mailing) -> str:
    return hashlib.sha256(mailing.dedupe_key.encode()).hexdigest()[:32]


def _noted(mailing: Mailing) -> list[int]:
    try:
        folder = state_dir.folder(NOTES)
        # What can't be forgotten again would stop the mailing for ever.
        if folder is None or not os.access(folder, os.W_OK):
            return []
        note = folder / _note_name(mailing)
        return _last_ids(note) if note.exists() else []
    except OSError as error:
        state_dir.log_once("what was sent could not be read", error)
        return []


def _last_ids(note: Path) -> list[int]:
    with note.open("rb") as file:
        file.seek(max(file.seek(0, os.SEEK_END) - LAST_BYTES, 0))
        return [int(number) for number in NOTE.findall(file.read())]


def _forget(mailing: Mailing) -> None:
    try:
        if folder := state_dir.folder(NOTES):
            (folder / _note_name(mailing)).unlink(missing_ok=True)
    except OSError as error:
        state_dir.log_once("a note could not be deleted", error)
