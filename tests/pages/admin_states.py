"""The states of our pages in the admin which no row of a table shows by itself."""

from datetime import timedelta

from django.utils import timezone

from tests.newsletter import provider_reports, rows
from wagtail_therapy.newsletter.models import Delivery, Mailing, PostMailIntent

AN_HOUR = timedelta(hours=1)
SOME = {"total": 812, "sent": 431, "unknown": 2, "failed": 3, "skipped": 4}
ALL = {"total": 812, "sent": 805, "unknown": 2, "failed": 3, "skipped": 2}
REASON = "The mail server refused us five times in a row. Nothing is sent until you resume."
EMPTY = dict.fromkeys(("sent", "unknown", "failed", "skipped", "total"), 0)


def mailing_states(user):
    """Return what a mailing's row holds in each state, by a name for it."""
    now = timezone.now()
    ended, frozen = {"finished_at": now}, {"frozen_at": now - AN_HOUR, "finished_at": None}
    waiting = {"frozen_at": None, "finished_at": None, **EMPTY}
    by_person = {"is_cancelled_by_person": True, "cancelled_by": user}
    return {
        "held": waiting | {"state": "held", "not_before": now + AN_HOUR},
        "due": waiting | {"state": "held", "not_before": now},
        "freezing": waiting | {"state": "freezing"},
        "sending": frozen | SOME | {"state": "sending"},
        "resting": frozen | SOME | {"state": "sending", "not_before": now + AN_HOUR},
        "paused": frozen | SOME | {"state": "paused", "paused_reason": REASON},
        "cancelled": waiting | ended | by_person | {"state": "cancelled"},
        "withdrawn": waiting | ended | {"state": "cancelled", "is_cancelled_by_person": False},
        "stopped": frozen | SOME | ended | by_person | {"state": "cancelled", "skipped": 376},
        "expired": waiting | ended | {"state": "expired"},
        "failed": waiting | ended | {"state": "failed"},
        "finished": frozen | ALL | ended | {"state": "finished", "unknown": 0, "sent": 807},
        "unknown": frozen | ALL | ended | {"state": "finished_with_unknown"},
    }


def change(mailing, state):
    """Give the mailing a state, and make it the one that its post shows."""
    page = mailing.page
    asked = PostMailIntent(translation_key=page.translation_key, locale=page.locale)
    Mailing.objects.filter(pk=mailing.pk).update(dedupe_key=asked.dedupe_key, **state)


def answered_deliveries(mailing):
    """Write down three recipients of an ended mailing: sent, unknown, and failed.

    Return their addresses, by what became of them.
    """
    found = {}
    for outcome in (Delivery.State.SENT, Delivery.State.UNKNOWN, Delivery.State.FAILED):
        reader = rows.subscriber(mailing.site, f"{outcome.name.lower()}@mail.example")
        provider_reports.delivered_to(reader, mailing, outcome)
        found[outcome.name.lower()] = reader.email
    return found
