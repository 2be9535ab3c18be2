"""A mail like that of a post, to one address, belonging to no reader and no mailing."""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import translation
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import clock
from ..composing import emails
from ..models import Delivery, Subscriber
from ..transport.backends import Transport
from ..transport.results import Outcome, SendResult
from .findings import Finding, fail, ok

TITLE = "[Self-test] therapy_mail doctor"
READ_THE_LOG = "The mail server's log, or your provider's console, says why."
# What happened, and what to do.
FAULTS = {
    Outcome.GONE: ("the mail server says that this address doesn't exist", "Check its spelling."),
    Outcome.REJECTED: ("the mail server refused this address", READ_THE_LOG),
    Outcome.REFUSED: ("the mail server refused this email", READ_THE_LOG),
    Outcome.DEFERRED: (
        "the mail server doesn't take it now",
        "Try again in ten minutes: some servers let new senders wait.",
    ),
    Outcome.UNREACHABLE: (
        "the mail server took nothing",
        "Is it running, and can this machine reach it?",
    ),
    Outcome.MISCONFIGURED: (
        "the mail server refused the login or the sender",
        "Correct the mail settings, or the sender under Settings → Practice.",
    ),
    Outcome.UNKNOWN: (
        "the connection broke, so it may have arrived",
        "Look into the mailbox before you send another.",
    ),
    Outcome.BROKEN: (
        "the mail backend failed, so it may have arrived",
        "Look for the fault in the backend, or in what receives its signals.",
    ),
}


class Post:
    """What is asked of a post that is mailed."""

    def __init__(self, site: Site):
        self.site = site

    @property
    def specific(self) -> "Post":
        return self

    def get_mail_content(self) -> dict[str, Any]:
        excerpt = "Save the source of this mail, and let therapy_mail doctor --source look at it."
        return {"title": TITLE, "excerpt": excerpt, "byline": ""}

    def get_full_url(self) -> str:
        return f"{self.site.root_url}/"


@dataclass
class Mailing:
    """What is asked of a mailing whose mail is built; it is never saved."""

    site: Site
    page: Post
    language: str
    subject: str = ""
    html: str = ""
    text: str = ""
    sender: str = ""
    list_id: str = ""
    unsubscribe_url: str = ""
    serialized: str = ""
    uuid: UUID = field(default_factory=uuid4)
    frozen_at: datetime = field(default_factory=clock.now)


@sensitive_variables()
def send(site: Site, address: str) -> SendResult:
    """Send it. Saves nothing: its unsubscribe link works and unsubscribes nobody.

    Raises CannotMailError.
    """
    mailing = Mailing(site, Post(site), translation.get_language())
    mailing = replace(mailing, **asdict(emails.post(mailing)))
    delivery = Delivery(pk=0, subscriber=Subscriber(site=site, email=address))
    letter = emails.PostMessages(mailing).for_delivery(delivery)
    with Transport() as transport:
        return transport.send(letter.message)


def finding(about: str, result: SendResult) -> Finding:
    """Say what became of it, and what to do."""
    if result.verdict is Outcome.ACCEPTED:
        advice = "Save its source from the mailbox, then: therapy_mail doctor --source FILE"
        return ok(about, "accepted.", advice)
    fact, advice = FAULTS[result.verdict]
    reason = f" ({result.reason})" if result.reason else ""
    return fail(about, f"{fact}{reason}.", advice)
