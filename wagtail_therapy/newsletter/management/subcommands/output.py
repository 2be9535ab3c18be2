"""What the command prints about mailings: numbers and states, but no readers or posts."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone, translation

from wagtail_therapy.newsletter.doctor.formatting import duration
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending.manual_resolution import (
    CannotSendAgainError,
    PostNotPublicError,
)
from wagtail_therapy.newsletter.sending.progress import Progress


def state(mailing: Mailing) -> str:
    with translation.override("en"):
        return str(mailing.get_state_display())


def readers(number: int) -> str:
    return "1 reader" if number == 1 else f"{number} readers"


def cannot_send_again(mailing: Mailing, error: CannotSendAgainError) -> str:
    is_hidden = isinstance(error, PostNotPublicError)
    why = "readers can't open its post" if is_hidden else f"it is {state(mailing)}"
    return f"Mailing {mailing.pk} can't be sent again: {why}."


def accounts(mailing: Mailing) -> str:
    """Show that the results add up."""
    if not mailing.total:
        return "no recipients yet"
    results = f"{mailing.sent} sent + {mailing.unknown} unknown + {mailing.failed} failed"
    rest = f"{mailing.skipped} skipped + {mailing.left} left"
    return f"{mailing.total} recipients = {results} + {rest}"


def pace(progress: Progress) -> str:
    if not progress.per_second or progress.mailing.state not in Mailing.WORKABLE:
        return ""
    rate = f"{progress.per_second:.1f} messages a second"
    if progress.time_left is None:
        return rate
    return f"{rate}, about {duration(progress.time_left)} left"


def line(progress: Progress) -> str:
    """Describe a mailing in one line, for a log."""
    mailing = progress.mailing
    facts = [f"Mailing {mailing.pk}", state(mailing), accounts(mailing), pace(progress)]
    return ": ".join(facts[:2]) + "".join(f", {fact}" for fact in facts[2:] if fact)


def cell(value: Any) -> str:
    """Format a value for a row of a list."""
    if isinstance(value, datetime):
        return f"{timezone.template_localtime(value):%Y-%m-%d %H:%M}"
    return str(value)


def as_json(content: Any) -> str:
    return json.dumps(content, cls=DjangoJSONEncoder)
