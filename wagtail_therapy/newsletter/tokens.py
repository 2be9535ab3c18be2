"""The signed strings in forms and links. Each kind has its own salt, so none works as another.

They name a subscriber by a random uuid. A primary key could belong to another reader after a
database was restored, and it reveals how many readers there are.
"""

import math
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from wagtail_therapy.conf import conf

from . import clock, email_addresses
from .models import Subscriber

UUID_OCTETS, TAG_OCTETS = 16, 2
# Together they fill base64 without padding.
UNSUBSCRIBE_LENGTH = (UUID_OCTETS + TAG_OCTETS) * 4 // 3
# Long enough to find the email, and short because it shows the address.
MANAGE_TOKEN_MAX_AGE = timedelta(hours=1)
UNSUBSCRIBE = re.compile(rf"[\w-]{{{UNSUBSCRIBE_LENGTH}}}", re.ASCII)


class InvalidTokenError(Exception):
    """The token is not one that we made for this purpose."""


class ExpiredTokenError(InvalidTokenError):
    """We made the token, but too long ago."""


@dataclass(frozen=True)
class FormToken:
    """What a rendered subscribe form says about itself."""

    site_id: int
    language: str
    consent_hash: str
    rendered_at: float
    # The page that it is on; None where it is on none of Wagtail's.
    page_id: int | None = None

    @property
    def age(self) -> timedelta:
        return timedelta(seconds=clock.now().timestamp() - self.rendered_at)


def form_token(token: FormToken) -> str:
    values = [
        token.site_id,
        token.language,
        token.consent_hash,
        # Down, not to the nearest: no form may come back before it was rendered.
        math.floor(token.rendered_at * 10) / 10,
        token.page_id,
    ]
    return _signer("form").sign_object(values)


def read_form_token(value: str) -> FormToken:
    """Raises InvalidTokenError for what we never signed. The caller has to check its age."""
    try:
        return FormToken(*_signer("form").unsign_object(value))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise InvalidTokenError from error


def confirm_token(subscriber: Subscriber) -> str:
    return _versioned_token("confirm", subscriber)


def read_confirm_token(value: str) -> tuple[UUID, int]:
    """Return subscriber uuid and token version. Raises ExpiredTokenError if it is too old."""
    return _read_versioned_token("confirm", value, conf.pending_retention)


def manage_token(subscriber: Subscriber) -> str:
    """Return a token for all that readers may do, which shows and deletes what we have.

    It works for an hour, and until they leave or change their address.
    """
    return _versioned_token("manage", subscriber)


def read_manage_token(value: str) -> tuple[UUID, int]:
    """Return subscriber uuid and token version. Raises InvalidTokenError."""
    return _read_versioned_token("manage", value, MANAGE_TOKEN_MAX_AGE)


def new_address_token(subscriber: Subscriber) -> str:
    """Return a token that confirms the address to which a reader wants to change."""
    new = email_addresses.address_hash(subscriber.new_email)
    value = f"{subscriber.uuid.hex}.{subscriber.token_version}.{new}"
    return _timestamp_signer("new-address").sign(value)


def read_new_address_token(value: str) -> tuple[UUID, int, str]:
    """Return subscriber uuid, token version and hash of the address. Raises InvalidTokenError."""
    signed = _unsign("new-address", value, conf.pending_retention)
    subscriber, version, new = signed.split(".")
    return UUID(subscriber), int(version), new


def unsubscribe_token(subscriber: Subscriber) -> str:
    """Return a token that never expires: CAN-SPAM wants 30 days, readers keep emails for years.

    It is short, so that its URL fits on one line of a header: the reader's uuid, which can't be
    guessed, and a tag that shows whether the link is damaged.
    """
    octets = subscriber.uuid.bytes
    return urlsafe_b64encode(octets + next(_tags(octets))).decode()


def read_unsubscribe_token(value: str) -> UUID:
    """Return the uuid of a subscriber, who may have been deleted. Raises InvalidTokenError."""
    if not UNSUBSCRIBE.fullmatch(value):
        raise InvalidTokenError
    octets = urlsafe_b64decode(value)
    subscriber, tag = octets[:UUID_OCTETS], octets[UUID_OCTETS:]
    # Compare all of them, even if the first one matches.
    if True not in [constant_time_compare(tag, ours) for ours in _tags(subscriber)]:
        raise InvalidTokenError
    return UUID(bytes=subscriber)


def never_again_token(subscriber: Subscriber) -> str:
    """Return a token that never expires and outlives the row, so it names the hash as well."""
    values = subscriber.uuid.hex, str(subscriber.site_id), subscriber.address_hash
    return _signer("refuse").sign(".".join(values))


def read_never_again_token(value: str) -> tuple[UUID, int, str]:
    """Return subscriber uuid, site id and the hash of the address."""
    try:
        signed = _signer("refuse").unsign(value)
    except signing.BadSignature as error:
        raise InvalidTokenError from error
    subscriber, site_id, address_hash = signed.split(".")
    return UUID(subscriber), int(site_id), address_hash


def weekly_note_token(site_id: int, address_hash: str) -> str:
    """Return a token that stops the weekly note of a site to the recipient with this hash."""
    return _signer("weekly-note").sign(f"{site_id}.{address_hash}")


def read_weekly_note_token(value: str) -> tuple[int, str]:
    """Return site id and the hash of the address. Raises InvalidTokenError."""
    try:
        signed = _signer("weekly-note").unsign(value)
    except signing.BadSignature as error:
        raise InvalidTokenError from error
    site_id, address_hash = signed.split(".")
    return int(site_id), address_hash


def _versioned_token(purpose: str, subscriber: Subscriber) -> str:
    value = f"{subscriber.uuid.hex}.{subscriber.token_version}"
    return _timestamp_signer(purpose).sign(value)


def _read_versioned_token(purpose: str, value: str, max_age: timedelta) -> tuple[UUID, int]:
    subscriber, version = _unsign(purpose, value, max_age).split(".")
    return UUID(subscriber), int(version)


def _unsign(purpose: str, value: str, max_age: timedelta) -> str:
    try:
        return _timestamp_signer(purpose).unsign(value, max_age=max_age)
    except signing.SignatureExpired as error:
        raise ExpiredTokenError from error
    except signing.BadSignature as error:
        raise InvalidTokenError from error


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(**_signer_options(purpose))


def _timestamp_signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(**_signer_options(purpose))


def _signer_options(purpose: str) -> dict[str, Any]:
    key, *older = conf.address_keys.values()
    return {
        "key": key,
        "fallback_keys": older,
        "salt": f"wagtail_therapy.newsletter.{purpose}",
    }


def _tags(octets: bytes) -> Iterator[bytes]:
    """Yield the tag under each of the host's keys, the key in use first."""
    salt = "wagtail_therapy.newsletter.unsubscribe"
    for key in conf.address_keys.values():
        yield salted_hmac(salt, octets, secret=key, algorithm="sha256").digest()[:TAG_OCTETS]
