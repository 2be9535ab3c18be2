"""Notices that the database is a copy of another site's, or older than what was sent from here.

**A copy** (a clone for testing, a backup on a new machine) carries mailings that are about to be
sent. So each mailing carries the fingerprint of the environment that queued it: of something that
is not in the database, and of the site's host name and port. A worker that finds another one does
not send. A new mailing inherits the fingerprint that the site's latest has, unless that is its own:
so in a copy also what is published there waits for a person, until that person has resumed one.

**A restored backup** on the same machine has the same fingerprint, but has forgotten who has got
the mail since. So workers note, outside the database, ids of deliveries that they have sent. If the
database says of one of these that it was never tried, then it is older than the note.

What is noted are witnesses and not a count, because every count goes down in good order: a person
sends unknown deliveries again, a pause gives refused ones back to the queue, a host deletes old
rows. None of this takes from a delivery that it was tried (its attempts, the time of the first,
the time a person decided), and only a restored backup does. For the same reason a row that is
missing proves nothing as long as others are there. The last two hundred witnesses are looked at
rather than the highest id, because what is retried late has a low one. There is one more cause, and
it is a true one: a server that lost power, or a replica that took over, may have lost the last
commits although it had confirmed them.

The note bears the name of the mailing's ``dedupe_key``: a backup from before the mailing was queued
does not have its row, so the same post would be queued once more, under another uuid. A mailing
that ended needs no note of its own: its last witness says as much.

No fault of the folder stops a mailing: without an answer the mailing counts as ours, and as whole.
"""

import hashlib
import os
import re
import time
import uuid
from datetime import timedelta
from pathlib import Path

from django.db import router
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from wagtail.models import Site

from wagtail_therapy.conf import conf

from . import state_dir
from .models import Delivery, Mailing

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


def fingerprint(site: Site) -> str:
    """Return what tells this environment from a copy of it. Empty: nobody can say at the moment."""
    return next(iter(_fingerprints(site)), "")


def known_fingerprint(site: Site) -> str:
    """Return the fingerprint for a new mailing: in a copy of the database that of its original."""
    mailings = Mailing.objects.filter(site=site).exclude(env_fingerprint="").order_by("-pk")
    latest = mailings.values_list("env_fingerprint", flat=True).first()
    return latest if latest and not _is_ours(latest, site) else fingerprint(site)


def is_ours(mailing: Mailing) -> bool:
    """Whether this environment has queued the mailing, or a person has adopted it here."""
    return _is_ours(mailing.env_fingerprint, mailing.site)


def adopt(mailing: Mailing) -> None:
    """Take a mailing as ours and as whole, on a person's word."""
    if is_older_than_noted(mailing):
        _forget(mailing)
    mailing.env_fingerprint = fingerprint(mailing.site)
    mailing.save(update_fields=["env_fingerprint"])


def note_progress(mailing: Mailing, delivery_id: int) -> None:
    """Note that this delivery was sent; its result must be committed before."""
    try:
        if folder := state_dir.folder(NOTES):
            state_dir.append(folder / _note_name(mailing), b"\n%d;" % delivery_id)
    except OSError as error:
        state_dir.complain("what was sent could not be noted", error)


def is_older_than_noted(mailing: Mailing) -> bool:
    """Whether the database has forgotten that some of this mailing was sent from here."""
    # Notes first: what is noted after the query would look as if it were forgotten.
    noted = _noted(mailing)
    if not noted:
        return False
    # A read replica may lag behind.
    database = router.db_for_write(Delivery)
    deliveries = Delivery.objects.using(database).filter(mailing=mailing, pk__in=noted)
    return not deliveries.exists() or deliveries.filter(NEVER_TRIED).exists()


def objection(mailing: Mailing) -> str:
    """Return why a person should look before this mailing is sent from here; empty: no reason."""
    if not is_ours(mailing):
        return gettext(
            "The site’s address or server has changed since this was prepared. If this is the real "
            "site, resume. If it is a copy, don’t: real readers would get this mail."
        )
    if is_older_than_noted(mailing):
        return gettext(
            "Some readers have got this mail, but the database no longer says who. Was a backup "
            "restored? If you resume, they get it twice; if you cancel, the others never get it."
        )
    return ""


def prune() -> None:
    """Delete the notes on mailings that would expire if they came back."""
    oldest = time.time() - (conf.mail_stale_after + NOTES_KEPT).total_seconds()
    try:
        folder = state_dir.folder(NOTES)
        for note in folder.iterdir() if folder else ():
            if note.stat().st_mtime < oldest:
                note.unlink(missing_ok=True)
    except OSError as error:
        state_dir.complain("old notes could not be deleted", error)


def _is_ours(known: str, site: Site) -> bool:
    fingerprints = _fingerprints(site)
    return not known or not fingerprints or known in fingerprints


def _fingerprints(site: Site) -> list[str]:
    """Return the fingerprint by today's secret, then those by earlier ones."""
    place = f"{site.hostname}:{site.port}"
    salt = "wagtail_therapy.newsletter.environment"
    return [
        salted_hmac(salt, place, secret=secret, algorithm="sha256").hexdigest()
        for secret in _secrets()
    ]


def _secrets() -> list[str]:
    if conf.mail_environment:
        return [conf.mail_environment]
    if conf.mail_state_dir is None:
        return list(conf.address_keys.values())
    return [secret] if (secret := _environment_id()) else []


def _environment_id() -> str:
    try:
        if folder := state_dir.folder():
            file = folder / "environment"
            if not file.exists():
                state_dir.create(file, uuid.uuid4().hex)
            return file.read_text(encoding="ascii").strip()
    except OSError as error:
        state_dir.complain("the id of this environment could not be read", error)
    return ""


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
        state_dir.complain("what was sent could not be read", error)
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
        state_dir.complain("a note could not be deleted", error)
