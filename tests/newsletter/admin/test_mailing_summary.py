"""One true sentence for each state of a mailing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model

from wagtail_therapy.newsletter.admin.mailing_summary import link_text, seconds_to_change, sentence
from wagtail_therapy.newsletter.audit_log import Pause
from wagtail_therapy.newsletter.models import Announcement, Mailing

NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
ADA = get_user_model()(pk=1, email="ada")
SOME = {"total": 812, "sent": 431, "not_before": NOW}
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
        "sending",
        SOME | {"not_before": NOW + timedelta(minutes=5)},
        (
            "431 of 812 have got it. The mail server isn’t taking more at the moment. "
            "At 2:35 p.m. we’ll try again."
        ),
    ),
    (
        "paused",
        {"paused_reason": "The server fails."},
        "It’s paused. The server fails. No one has got it yet.",
    ),
    ("paused", SOME, "It’s paused. 431 of 812 have got it."),
    ("paused", SOME | {"unknown": 1}, f"It’s paused. 431 of 812 have got it. {UNKNOWN}"),
    ("finished", ALL, "At 2:30 p.m. it was sent to all 812 readers."),
    (
        "finished",
        {"finished_at": NOW},
        "It went to no one: at 2:30 p.m. there were no readers.",
    ),
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
        "At 2:30 p.m. on Nov. 1, 2026 it was cancelled. 431 of 812 had got it.",
    ),
    (
        "expired",
        {"finished_at": NOW},
        "It wasn’t sent: at 2:30 p.m. it was so late that it might have been out of date.",
    ),
    (
        "failed",
        {"finished_at": NOW},
        "It wasn’t sent: at 2:30 p.m. the list of readers couldn’t be prepared.",
    ),
]


@pytest.mark.parametrize(("state", "facts", "expected"), SENTENCES)
def test_sentence_says_what_is_so(settings, state, facts, expected):
    settings.TIME_ZONE = "UTC"
    mailing = Mailing(state=state, created_at=NOW, **facts)
    with time_machine.travel(NOW, tick=False):
        assert sentence(mailing, readers=3) == expected


@pytest.mark.parametrize(
    ("by", "reason", "expected"),
    [
        ("Ada", "", "At 2:25 p.m. Ada paused it. No one has got it yet."),
        ("", "It fails.", "At 2:25 p.m. it was paused. It fails. No one has got it yet."),
    ],
)
def test_sentence_says_who_paused_it_and_when(settings, by, reason, expected):
    settings.TIME_ZONE = "UTC"
    mailing = Mailing(state="paused", paused_reason=reason, created_at=NOW)
    with time_machine.travel(NOW, tick=False):
        assert sentence(mailing, pause=Pause(by, NOW - timedelta(minutes=5))) == expected


@pytest.mark.parametrize(
    ("state", "facts", "expected"),
    [
        ("held", {"not_before": NOW + timedelta(minutes=2)}, "Send now or cancel"),
        ("held", {"not_before": NOW}, "Pause or cancel"),
        ("sending", SOME, "Pause or cancel"),
        ("sending", SOME | {"not_before": NOW + timedelta(minutes=5)}, "Pause or cancel"),
        ("paused", SOME, "Resume or cancel"),
        ("cancelled", {"announcement": Announcement()}, "Send it after all"),
        ("cancelled", {}, "Details"),
        ("cancelled", SOME, "Details"),
        ("finished", ALL, "Details"),
    ],
)
def test_link_to_a_mailing_says_what_may_be_done_there(state, facts, expected):
    with time_machine.travel(NOW, tick=False):
        assert link_text(Mailing(state=state, **facts)) == expected


@pytest.mark.parametrize(
    ("state", "minutes", "seconds"),
    [
        ("held", 10, 60),
        ("held", 0.5, 30),
        ("held", -1, 5),
        ("sending", -1, 5),
        ("paused", -1, None),
    ],
)
def test_page_looks_again_when_the_sentence_may_have_changed(state, minutes, seconds):
    mailing = Mailing(state=state, not_before=NOW + timedelta(minutes=minutes))
    with time_machine.travel(NOW, tick=False):
        assert seconds_to_change(mailing) == seconds


def test_each_state_has_a_sentence():
    assert {state for state, _facts, _expected in SENTENCES} == set(Mailing.State.values)
