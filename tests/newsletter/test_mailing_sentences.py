"""One true sentence for each state of a mailing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model

from wagtail_therapy.newsletter.mailing_sentences import sentence
from wagtail_therapy.newsletter.models import Mailing

NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
ADA = get_user_model()(pk=1, email="ada")
SOME = {"total": 812, "sent": 431}
ALL = {"total": 812, "sent": 812, "finished_at": NOW}

UNKNOWN = "For 1 reader we don’t know whether it arrived."

SENTENCES = [
    (
        "held",
        {"not_before": NOW + timedelta(minutes=2)},
        "At 2:32 p.m. it will be sent to 3 readers.",
    ),
    ("held", {"not_before": NOW}, "It’s about to be sent to 3 readers."),
    ("freezing", {}, "It’s being prepared and will be sent in a moment."),
    ("ready", {}, "It’s being prepared and will be sent in a moment."),
    ("sending", SOME, "It’s being sent: 431 of 812 so far."),
    (
        "paused",
        {"paused_reason": "The server fails."},
        "It’s paused. The server fails. No one has got it yet.",
    ),
    ("paused", SOME, "It’s paused. 431 of 812 have got it."),
    ("finished", ALL, "At 2:30 p.m. it was sent to all 812 readers."),
    ("finished", ALL | {"sent": 809}, "At 2:30 p.m. it was sent to 809 of 812 readers."),
    (
        "finished_with_unknown",
        ALL | {"sent": 811, "unknown": 1},
        f"At 2:30 p.m. it was sent to 811 of 812 readers. {UNKNOWN}",
    ),
    (
        "cancelled",
        {"cancelled_by": ADA, "is_cancelled_by_person": True, "finished_at": NOW},
        "At 2:30 p.m. ada cancelled it. No one got it.",
    ),
    (
        "cancelled",
        {"is_cancelled_by_person": True, "finished_at": NOW},
        "At 2:30 p.m. it was cancelled. No one got it.",
    ),
    (
        "cancelled",
        {"finished_at": NOW},
        "At 2:30 p.m. it was cancelled, because the post was no longer public. No one got it.",
    ),
    (
        "cancelled",
        SOME | {"finished_at": NOW - timedelta(days=1)},
        "At 11/01/2026 2:30 p.m. it was cancelled. 431 of 812 had got it.",
    ),
    ("expired", {}, "It wasn’t sent: it was due so long ago that it may be out of date."),
    ("failed", {}, "It wasn’t sent: the list of readers couldn’t be prepared."),
]


@pytest.mark.parametrize(("state", "facts", "said"), SENTENCES)
def test_sentence_says_what_is_so(settings, state, facts, said):
    settings.TIME_ZONE = "UTC"
    mailing = Mailing(state=state, created_at=NOW, **facts)
    with time_machine.travel(NOW, tick=False):
        assert sentence(mailing, readers=3) == said


def test_sentence_names_the_user_who_paused_it():
    mailing = Mailing(state="paused", paused_reason="", created_at=NOW)
    assert sentence(mailing, paused_by="Ada") == "Ada paused it. No one has got it yet."


def test_each_state_has_a_sentence():
    assert {state for state, _facts, _said in SENTENCES} == set(Mailing.State.values)
