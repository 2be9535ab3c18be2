"""Where a site's mailings may be sent from: a copy of a site is another place, and asks first.

A place is everything that can differ between production and its copies: the database, the folder of
MAIL_STATE_DIR, MAIL_ENVIRONMENT, the site's host name and port, and the secret key. All of these
count together. A new site's first place is adopted automatically. Any other place asks before it
sends a mailing, and waits until a person adopts it.

Confirmation emails don't ask. They go to people who entered their address a moment ago, a second
one does no harm, and a site that has moved must not lose sign-ups until a person looks.

Only hashes are stored. The key's hash is keyed, so that the key can't be found from it.
"""

import hashlib
from typing import NamedTuple

from django.db import router
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.conf import conf

from ..models import Mailing, SendingPlace
from ..models.sending_places import PARTS
from . import database_identity, state_dir

LABELS = {
    "database": gettext_lazy("the database"),
    "folder": gettext_lazy("the folder of MAIL_STATE_DIR"),
    "environment": gettext_lazy("MAIL_ENVIRONMENT"),
    "address": gettext_lazy("the site’s address"),
    "key": gettext_lazy("the secret key"),
}

SALT = "wagtail_therapy.newsletter.copy_detection.places"


class CurrentPlace(NamedTuple):
    """The place where this process runs, for one site, and the site's known places."""

    site: Site
    # By PARTS; None: not known at the moment.
    parts: dict[str, str | None]
    # By earlier secrets.
    older_keys: list[str]
    places: list[SendingPlace]

    @property
    def adopted(self) -> SendingPlace | None:
        """Return the row of this place, if a person or a first mailing has adopted it."""
        known = (place for place in self.places if place.adopted_at)
        return next((place for place in known if not self.differences(place)), None)

    @property
    def changed(self) -> list[str]:
        """Return the parts in which this place differs from the most similar adopted one."""
        adopted = [place for place in self.places if place.adopted_at]
        found = [self.differences(place) for place in adopted]
        return min(found, key=len, default=[part for part in PARTS if self.parts[part]])

    def differences(self, place: SendingPlace) -> list[str]:
        return [part for part in PARTS if not self._agrees(part, getattr(place, part))]

    def differs_only_by_folder(self, place: SendingPlace) -> bool:
        """Whether that is this place with another folder, on a database that has an identity."""
        return bool(self.parts["database"]) and self.differences(place) in ([], ["folder"])

    def _agrees(self, part: str, known: str) -> bool:
        mine = self.parts[part]
        return mine is None or mine == known or (part == "key" and known in self.older_keys)

    def row(self) -> SendingPlace:
        """Return the row of this place, creating it if needed."""
        parts = {part: value or "" for part, value in self.parts.items()}
        return SendingPlace.objects.get_or_create(site=self.site, **parts)[0]


def current_place(site: Site) -> CurrentPlace:
    """Look at where this process runs. One query, if a place of the site is known."""
    alias = router.db_for_write(SendingPlace)
    rows = SendingPlace.objects.using(alias).filter(site=site).order_by("-pk")
    places = list(rows.annotate(database_now=database_identity.expression(alias)))
    # Selected with the rows, because this runs before each session of a mailing.
    database = places[0].database_now if places else database_identity.read(alias, site)
    key, *older_keys = _keys()
    parts = {
        "database": _hash(database),
        "folder": _folder(),
        "environment": _hash(conf.mail_environment or ""),
        "address": _hash(f"{site.hostname}:{site.port}"),
        "key": key,
    }
    return CurrentPlace(site, parts, older_keys, places)


def unadopted(site: Site) -> tuple[SendingPlace, list[str]] | None:
    """Return the row of this place and what has changed; None if it is known.

    From then on the place counts as waiting for an answer.
    """
    here = current_place(site)
    adopted = here.adopted
    if adopted is None:
        return here.row(), here.changed
    if adopted.key in here.older_keys:
        SendingPlace.objects.filter(pk=adopted.pk).update(key=here.parts["key"])
    return None


def adopt_first(site: Site) -> None:
    """Adopt this place if it is the first of a new site. Not in a copy, where others are known."""
    if SendingPlace.objects.filter(site=site).exists():
        return
    here = current_place(site)
    if is_first(here):
        here.row().adopt()


def is_first(here: CurrentPlace) -> bool:
    """Whether a site has neither a place nor a mailing yet, and is not a new one in a copy."""
    if here.places or Mailing.objects.filter(site=here.site).exists():
        return False
    others = list(SendingPlace.objects.exclude(adopted_at=None))
    return not others or any(here.differences(place) == ["address"] for place in others)


def in_words(parts: list[str]) -> str:
    """Name what has changed, for people."""
    return ", ".join(str(LABELS[part]) for part in parts)


def _hash(value: str) -> str:
    return hashlib.sha256(f"{SALT}:{value}".encode()).hexdigest() if value else ""


def _keys() -> list[str]:
    """Return a hash of the current secret, then of older ones that may still occur."""
    secrets = conf.address_keys.values()
    return [salted_hmac(SALT, "key", secret=one, algorithm="sha256").hexdigest() for one in secrets]


def _folder() -> str | None:
    try:
        return _hash(state_dir.read_id())
    except OSError as error:
        state_dir.log_once("the id of this folder could not be read", error)
        return None
