"""Compares spellings of an address, and recognises a deleted address by its hash."""

import hashlib
import hmac
import re
import unicodedata
from email.errors import ObsoleteHeaderDefect
from email.policy import default

import idna
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.emails.domains import ascii_domain
from wagtail_therapy.practice.emails.headers import ENCODED_WORD_START

# RFC 5321 §4.5.3.1: a path holds 256 octets with its angle brackets.
MAX_LENGTH = 254
# Its part before the @.
MAX_LOCAL_LENGTH = 64

# Enough for a name and an address: Python's header parser is slow with more.
LONGEST_FIELD = 1000

# How many letters of a hash name its key, and how many it has in all.
KEY_ID_LENGTH, HASH_LENGTH = 8, 64

# What looks like one, in a text for people.
ADDRESS = re.compile(r"(?<![^\s'])[^\s'@]++@[^\s']+")

# Without Django's exception for localhost: a public form must not write to the host's own users.
validate_email = EmailValidator(
    gettext_lazy("Enter an email address in full, like name@example.com"), allowlist=[]
)

# Full-width letters and @, as Chinese, Japanese and Korean keyboards write them.
TO_ASCII_WIDTH = {wide: wide - 0xFF01 + 0x21 for wide in range(0xFF01, 0xFF5F)}
# Invisible characters outside the category Cf (Unicode, DerivedCoreProperties.txt).
BLANK = {*"\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0", *map(chr, range(0xFE00, 0xFE10))}


@sensitive_variables()
def clean(raw: str) -> str:
    """Return the address in the form in which it is mailed: ASCII, its domain by IDNA 2008.

    Every mail server and provider accepts the result. Raises ValidationError, with a message for
    the person who typed it. It does not look up the domain: that would tell a name server who
    subscribes.
    """
    address = _without_invisible(unicodedata.normalize("NFC", raw.translate(TO_ASCII_WIDTH)))
    _refuse_if_long(address)
    _refuse_what_has_no_mailbox(address)
    local, _at, domain = address.rpartition("@")
    address = f"{local}@{ascii_domain(domain)}"
    if not address.isascii():
        raise ValidationError(
            _("We can’t send to this address. Please check what you typed after the @."),
            code="domain",
        )
    _refuse_if_long(address)
    validate_email(address)
    return address


@sensitive_variables()
def written_in(field: str) -> str | None:
    """Return the cleaned address in a header's value, in any form that RFC 5322 allows.

    None: it has no address that we could have emailed, or more than one, or an error that could
    make us read a wrong address. Raises nothing.
    """
    if len(field) > LONGEST_FIELD:
        return None
    try:
        header = default.header_factory("To", field.strip())
        if not all(isinstance(defect, ObsoleteHeaderDefect) for defect in header.defects):
            return None
        [address] = [f"{one.username}@{one.domain}" for one in header.addresses if one.domain]
        return clean(address)
    except Exception:  # noqa: BLE001 -- Python's parser of headers raises whatever it stumbles on
        return None


@sensitive_variables()
def _without_invisible(text: str) -> str:
    """Return a text without the invisible characters that copying adds."""
    local, at, domain = text.rpartition("@")
    # Within a domain some have a meaning, which IDNA handles.
    local = "".join(char for char in local if not _is_invisible(char))
    shown = [n for n, char in enumerate(domain) if not (char.isspace() or _is_invisible(char))]
    domain = domain[shown[0] : shown[-1] + 1] if shown else ""
    return f"{local.strip()}{at}{domain}"


def _is_invisible(char: str) -> bool:
    return char in BLANK or unicodedata.category(char) == "Cf"


@sensitive_variables()
def _refuse_what_has_no_mailbox(address: str) -> None:
    """Refuse what RFC 5321 allows before the @, but no reader has or some servers refuse."""
    if any(unicodedata.category(char) == "Cc" for char in address):
        raise ValidationError(validate_email.message, code="invalid")
    if '"' in address:
        raise ValidationError(
            _("We can’t send to addresses with quotation marks. Please use another address."),
            code="quoted",
        )
    if not address.rpartition("@")[0].isascii():
        raise ValidationError(
            _(
                "We can’t send to addresses with accents or symbols before the @. Please use "
                "another address."
            ),
            code="non_ascii",
        )
    if "[" in address or ENCODED_WORD_START in address:
        # An IP address may lead into the host's own network. An encoded word can hold a line break,
        # followed by whole header fields.
        raise ValidationError(validate_email.message, code="invalid")


@sensitive_variables()
def without_addresses(text: str) -> str:
    """Replace each address in a text with an ellipsis."""
    return ADDRESS.sub("…", text)


@sensitive_variables()
def address_key(address: str) -> str:
    """Return the key that all spellings of a cleaned address share.

    Dots and plus signs stay: only the mailbox's own server knows what they mean.
    """
    return address.casefold()


@sensitive_variables()
def mailbox(key: str) -> str:
    """Return an address without its tag and dots.

    For counting only: on some servers dots matter, so two people may count as one.
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
    """Return the letters that every hash made with this key begins with."""
    return hashlib.sha256(f"wagtail_therapy.key:{key}".encode()).hexdigest()[:KEY_ID_LENGTH]


@sensitive_variables()
def _hash(key: str, address: str) -> str:
    salted = f"wagtail_therapy.address:{key}".encode()
    digest = hmac.new(salted, address_key(address).encode(), hashlib.sha256).hexdigest()
    return f"{key_id(key)}{digest}"[:HASH_LENGTH]


@sensitive_variables()
def shown_domain(address: str) -> str:
    """Return the domain of a clean address in its own script, as the person has typed it."""
    domain = address.rpartition("@")[2]
    try:
        return idna.decode(domain) if domain else ""
    except idna.IDNAError:
        return domain


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
