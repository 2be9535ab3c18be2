"""Checks the source of a received email: its signatures, and what was changed on the way."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from django.views.decorators.debug import sensitive_variables

from . import tracking_code
from .alignment import is_aligned
from .check_results import CheckResult, fail, ok, warn
from .dns_records import tags

ONE_CLICK = "List-Unsubscribe=One-Click"
SIGNED = {"from", "list-unsubscribe", "list-unsubscribe-post"}
# With Debian's settings, OpenDKIM signs List-Unsubscribe but not List-Unsubscribe-Post.
OPENDKIM = "OpenDKIM signs them with this line in opendkim.conf: SignHeaders *,+"
OUR_ID = re.compile(r"<[0-9a-f]{32}\.\d+@[^<>@]+>")
# (RFC 5322 §2.2.3) A long header goes on in the next line.
FOLD = re.compile(r"(?<!\s)\s*?\r?\n\s+")
URL = re.compile(r"<(?!mailto:)([^<>]*)>")
HTTPS = re.compile(r"https://\S+")
RESULT = re.compile(r"\b(dkim|spf|dmarc)=(\w+)")


class RawHeaderPolicy(policy.Compat32):
    """Keeps headers as they were sent: ``policy.default`` decodes what mail programs don't.

    Since Python 3.12.8 Compat32 drops a line end right behind the name of a header:
    https://github.com/python/cpython/issues/124452
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, _, value = "".join(sourcelines).partition(":")
        return name, value.lstrip(" \t").rstrip("\r\n")


def examine(
    content: bytes, hosts: set[str], named: frozenset[str] = frozenset()
) -> Iterator[CheckResult]:
    """Check the source of one email.

    All links must lead to ``hosts``, those of our sites, or to those that the practice ``named``.
    """
    message = message_from_bytes(content, policy=policy.default)
    yield from _unsubscribe(content, hosts)
    yield from _signatures(message)
    yield _authentication(message)
    yield _message_id(message)
    yield _parts(message)
    yield from tracking_code.examine(message, hosts | named)


def _unsubscribe(content: bytes, hosts: set[str]) -> Iterator[CheckResult]:
    about = "List-Unsubscribe"
    raw = message_from_bytes(content, policy=RawHeaderPolicy())
    values = raw.get_all(about, [])
    if len(values) != 1:
        yield fail(about, f"{len(values)} of them.", "There must be exactly one (RFC 2369).")
    else:
        yield _unsubscribe_url(about, values[0], hosts)
    if raw.get_all("List-Unsubscribe-Post") == [ONE_CLICK]:
        yield ok("List-Unsubscribe-Post", "as it must be.")
    else:
        yield fail("List-Unsubscribe-Post", "missing or changed.", f"It must be {ONE_CLICK}.")


def _unsubscribe_url(about: str, value: str, hosts: set[str]) -> CheckResult:
    urls = URL.findall(unfolded(value))
    if len(urls) != 1 or not HTTPS.fullmatch(urls[0]):
        return fail(about, "has no whole https address.", "One click needs one (RFC 8058).")
    if tracking_code.host(urls[0]) not in hosts:
        return fail(
            about,
            f"leads to {tracking_code.host(urls[0])}.",
            "Turn off the provider's own unsubscribe link: with it, we don't learn who has left.",
        )
    if value != unfolded(value):
        return warn(about, "is broken over two lines.", "Some mail programs then show no button.")
    return ok(about, "leads to the site.")


def _signatures(message: EmailMessage) -> Iterator[CheckResult]:
    about = "DKIM"
    author = domain(message["From"])
    signatures = [tags(unfolded(value)) for value in message.get_all("DKIM-Signature", [])]
    ours = [one for one in signatures if is_aligned(one.get("d", "").lower(), author)]
    if not ours:
        by = ", ".join(sorted({one.get("d", "?") for one in signatures})) or "no one"
        yield fail(about, f"signed by {by}, not by {author}.", "Set up DKIM for your own domain.")
    elif any(signed_headers(one) >= SIGNED for one in ours):
        yield ok(about, f"signed by {author}, with the unsubscribe headers.")
    else:
        missing = sorted(SIGNED - signed_headers(ours[0]))
        fact = f"the signature leaves out {', '.join(missing)}."
        yield fail(about, fact, f"RFC 8058 wants them in h=. {OPENDKIM}{',+'.join(missing)}")
    yield _return_path(message, author, is_signed=bool(ours))


def _return_path(message: EmailMessage, author: str, is_signed: bool) -> CheckResult:
    about = "Return-Path"
    returned_to = domain(message["Return-Path"])
    if not returned_to:
        return warn(
            about, "none.", "Save the source from the mailbox, not the email as it was sent."
        )
    if is_aligned(returned_to, author):
        return ok(about, f"{returned_to} belongs to {author}.")
    if is_signed:
        return ok(about, f"{returned_to} is the provider's; DKIM speaks for {author}.")
    return fail(about, f"{returned_to} does not belong to {author}.", "DMARC fails. Set up DKIM.")


def _authentication(message: EmailMessage) -> CheckResult:
    about = "Authentication-Results"
    # The topmost is from the mailbox's server. Anyone can add the others (RFC 8601 §5).
    results = dict(RESULT.findall(str(message.get(about, "")))[::-1])
    if not results:
        return warn(about, "none.", "See whether the mailbox's server says dmarc=pass.")
    results_text = ", ".join(f"{name} {result}" for name, result in sorted(results.items()))
    if results.get("dmarc", results.get("dkim")) == "pass":
        return ok(about, f"{results_text}.")
    return fail(about, f"{results_text}.", "Emails like this are marked as spam, or refused.")


def _message_id(message: EmailMessage) -> CheckResult:
    if OUR_ID.fullmatch(message.get("Message-ID", "").strip()):
        return ok("Message-ID", "ours.")
    return warn(
        "Message-ID",
        "replaced by the provider.",
        "So mailboxes don't recognise an email that is sent again.",
    )


def _parts(message: EmailMessage) -> CheckResult:
    missing = [kind for kind in ("plain", "html") if message.get_body([kind]) is None]
    if missing:
        return fail("Parts", f"no {' and no '.join(missing)}.", "The provider has dropped it.")
    return ok("Parts", "text and HTML.")


def signed_headers(signature: dict[str, str]) -> set[str]:
    return {name.strip().lower() for name in signature.get("h", "").split(":")}


@sensitive_variables()
def domain(header: str | None) -> str:
    address = parseaddr(str(header or ""))[1]
    return address.rpartition("@")[2].lower()


def unfolded(value: str) -> str:
    return FOLD.sub(" ", str(value))
