"""What makes two spellings one address, and how an address is remembered without being kept."""

import hashlib
import hmac
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.domains import ascii_domain

# RFC 5321 §4.5.3.1: a path holds 256 octets with its angle brackets.
MAX_LENGTH = 254
# Its part before the @.
MAX_LOCAL_LENGTH = 64

# The letters of a hash that name its key, and all of them.
KEY_ID_LENGTH, HASH_LENGTH = 8, 64

# Without Django's exception for localhost: a public form must not write to the host's own users.
validate_email = EmailValidator(allowlist=[])


@sensitive_variables()
def clean(raw: str) -> str:
    """Return the address in the form in which it is mailed: NFC, with an ASCII domain.

    Raises ValidationError, with a message for the person who typed it. It does not look up the
    domain: that would tell a name server who subscribes.
    """
    address = unicodedata.normalize("NFC", raw).strip()
    _refuse_if_long(address)
    local = address.rpartition("@")[0]
    if local and not local.isascii():
        raise ValidationError(
            _("We cannot send to addresses with accents before the @. Please use another."),
            code="non_ascii",
        )
    address = with_ascii_domain(address)
    _refuse_if_long(address)
    if set(address) & set('"['):
        # RFC 5321 knows quoted names and network addresses. No reader has one: the first may hold
        # control characters, the second leads into the host's own network.
        raise ValidationError(validate_email.message, code="invalid")
    validate_email(address)
    return address


@sensitive_variables()
def with_ascii_domain(address: str) -> str:
    local, _at, domain = address.rpartition("@")
    return f"{local}@{ascii_domain(domain)}"


@sensitive_variables()
def address_key(address: str) -> str:
    """Return the key under which all spellings of a cleaned address are one.

    Dots and plus signs stay: only the mailbox's own server knows what they mean.
    """
    return address.casefold()


@sensitive_variables()
def mailbox(key: str) -> str:
    """Return what many spellings of an address have in common: no tag, no dots.

    For counting only: at some servers dots matter, and two people would be counted as one.
    """
    local, _at, domain = key.rpartition("@")
    return f"{local.partition('+')[0].replace('.', '') or local}@{domain}"


@sensitive_variables()
def address_hash(address: str) -> str:
    """Return a keyed hash by which an address is recognised after it has been deleted.

    It is made with the key in use. To compare with older hashes, use ``address_hashes``.
    """
    return _hash(conf.address_key, address)


@sensitive_variables()
def address_hashes(address: str) -> list[str]:
    """Return the hashes of an address under every key of the host, the key in use first."""
    return list(dict.fromkeys(_hash(key, address) for key in conf.address_keys.values()))


def key_id(key: str) -> str:
    """Return the letters with which every hash begins that was made with this key."""
    return hashlib.sha256(f"wagtail_therapy.key:{key}".encode()).hexdigest()[:KEY_ID_LENGTH]


@sensitive_variables()
def _hash(key: str, address: str) -> str:
    salted = f"wagtail_therapy.address:{key}".encode()
    digest = hmac.new(salted, address_key(address).encode(), hashlib.sha256).hexdigest()
    return f"{key_id(key)}{digest}"[:HASH_LENGTH]


@sensitive_variables()
def mask(address: str) -> str:
    """Return a masked address that helps to tell readers apart in a list: ``j•••@•••``.

    The domain is masked too, because some people have a domain with their name.
    """
    local = address.rpartition("@")[0]
    return f"{local[:1]}•••@•••" if local else ""


@sensitive_variables()
def _refuse_if_long(address: str) -> None:
    if len(address) > MAX_LENGTH or address.rfind("@") > MAX_LOCAL_LENGTH:
        raise ValidationError(_("This address is too long. Please check it."), code="too_long")
