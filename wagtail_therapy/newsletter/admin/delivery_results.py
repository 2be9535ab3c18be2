"""What became of one email, in words that say it to the practice."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Delivery

State = Delivery.State

WORDS: dict[Any, str | Promise] = {
    State.QUEUED: _("waiting"),
    State.CLAIMED: _("waiting"),
    State.SENDING: _("being sent"),
    State.SENT: _("sent"),
    State.UNKNOWN: _("no answer (perhaps delivered)"),
    State.FAILED: _("failed"),
    State.SKIPPED: _("not sent"),
}


def in_words(delivery: Delivery) -> str:
    return str(WORDS[delivery.state])
