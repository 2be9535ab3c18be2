"""Why a mail didn't reach a reader, as people read it."""

import re

import pytest

from wagtail_therapy.newsletter.provider_events import recording
from wagtail_therapy.newsletter.transport import failure_reasons
from wagtail_therapy.newsletter.transport.errors import result_of
from wagtail_therapy.newsletter.transport.providers import REFUSALS
from wagtail_therapy.newsletter.transport.results import Outcome
from wagtail_therapy.newsletter.transport.smtp import Reply, answered, refused

FINE, GO_ON = Reply(250, b""), Reply(354, b"")


def server_says(code):
    """Return the reasons that are kept when a mail server answers this."""
    no = Reply(code, b"")
    results = [refused(FINE, no, no), refused(FINE, FINE, no), answered(no)]
    return [result.reason for result in results]


KEPT = [
    *("cancelled", "erased", "left the list", "left out", "address"),
    *(f"reported as {kind}" for kind in [*recording.REFUSED, *recording.RETURNED]),
    *(f"{name} by the provider" for name in REFUSALS),
    *server_says(550),
    *server_says(452),
]


@pytest.mark.parametrize("reason", KEPT)
def test_reason_in_words_has_no_code_or_class(reason):
    words = failure_reasons.in_words(reason)
    assert words != str(failure_reasons.OTHER)
    assert re.findall(r"\d|[A-Z]{2}|_|reported as", words) == []


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("RCPT 550", "the mail server refused this address"),
        ("RCPT 452", "the mail server put it off again and again"),
        ("message 554", "the mail server refused this email"),
        ("reported as full", "the mailbox is full"),
        ("cancelled", "the mailing was cancelled"),
        (result_of(ValueError("x"), Outcome.REFUSED).reason, "there was a technical fault"),
        ("AnymailRequestsAPIError 500", "there was a technical fault"),
        ("", "there was a technical fault"),
    ],
)
def test_reason_in_words(reason, words):
    assert failure_reasons.in_words(reason) == words
