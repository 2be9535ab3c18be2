"""An email like that about a post, to one address. It belongs to no reader and no mailing."""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import translation
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import clock
from ..composing import posts
from ..composing.messages import MailingMessages
from ..models import Delivery, PostMailIntent, Subscriber
from ..transport.backends import Transport
from ..transport.results import Outcome, SendResult
from .check_results import CheckResult, fail, ok

TITLE = "[Self-test] therapy_mail doctor"
READ_THE_LOG = "The mail server's log, or your provider's console, says why."
# What happened, and what to do.
FAULTS = {
    Outcome.GONE: ("the mail server says that this address doesn't exist", "Check its spelling."),
    Outcome.REJECTED: ("the mail server refused this address", READ_THE_LOG),
    Outcome.REFUSED: ("the mail server refused this email", READ_THE_LOG),
    Outcome.DEFERRED: (
        "the mail server doesn't accept it now",
        "Try again in ten minutes: some servers make new senders wait.",
    ),
    Outcome.UNREACHABLE: (
        "the mail server accepted nothing",
        "Is it running, and can this machine reach it?",
    ),
    Outcome.MISCONFIGURED: (
        "the mail server refused the login or the sender",
        "Correct the mail settings, or the sender under Settings → Practice.",
    ),
    Outcome.UNKNOWN: (
        "the connection broke, so it may have arrived",
        "Look in the mailbox before you send another.",
    ),
    Outcome.BROKEN: (
        "the mail backend failed, so it may have arrived",
        "Look for the fault in the backend, or in what receives its signals.",
    ),
}


class SelfTestPost:
    """As much of a post as an email about it needs."""

    def __init__(self, site: Site):
        self.site = site

    @property
    def specific(self) -> "SelfTestPost":
        return self

    def get_mail_content(self) -> dict[str, Any]:
        excerpt = "Save the source of this email, and check it with therapy_mail doctor --source."
        return {"title": TITLE, "excerpt": excerpt, "byline": ""}

    def get_full_url(self) -> str:
        return f"{self.site.root_url}/"


@dataclass
class SelfTestMailing:
    """As much of a mailing as its email needs. It is never saved."""

    site: Site
    page: SelfTestPost
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
    """Send it. Saves nothing. Its unsubscribe link works, but unsubscribes no one.

    Raises CannotMailError.
    """
    mailing = SelfTestMailing(site, SelfTestPost(site), translation.get_language())
    mailing = replace(mailing, **asdict(posts.content(mailing, PostMailIntent().words)))
    delivery = Delivery(pk=0, subscriber=Subscriber(site=site, email=address))
    email = MailingMessages(mailing).for_delivery(delivery)
    with Transport() as transport:
        return transport.send(email.message)


def finding(about: str, result: SendResult) -> CheckResult:
    """Return the result in words, and what to do."""
    if result.outcome is Outcome.ACCEPTED:
        advice = "Save its source from the mailbox, then: therapy_mail doctor --source FILE"
        return ok(about, "accepted.", advice)
    fact, advice = FAULTS[result.outcome]
    reason = f" ({result.reason})" if result.reason else ""
    return fail(about, f"{fact}{reason}.", advice)
