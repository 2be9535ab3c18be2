"""Hypothesis tries what may happen in a year, and looks for a post lost or a post sent twice."""

from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.chaos import digest_year
from tests.chaos.digest_events import WITH_DIGEST
from tests.chaos.digest_year import DAYS, Year, undone
from wagtail_therapy.newsletter.composing import emails
from wagtail_therapy.newsletter.models import Subscriber

# A practice publishes more often than anything goes wrong.
NAMES = [
    *["publish"] * 12,
    *["choose"] * 4,
    *["pause", "resume", "leave", "come_back"] * 2,
    *["join", "hide", "unpublish", "delete", *["show", "publish_again"] * 3],
    *["cancel_posts", "resume_mailings", "resume_mailings", "break_down"],
    *sorted(WITH_DIGEST),
]
BUSY_DAYS = 120


def made_up(seed):
    """Return what happens in a year, by day. Strategies for so much would draw little of it."""
    dice = Random(seed)
    return {day: [event(dice), event(dice)] for day in dice.sample(range(DAYS), BUSY_DAYS)}


def event(dice):
    frequency = dice.choice(Subscriber.Frequency.values)
    return dice.choice(NAMES), SimpleNamespace(number=dice.randrange(60), frequency=frequency)


@pytest.fixture
def travel(time_machine):
    return lambda moment: time_machine.move_to(moment, tick=False)


def check(practice, make_post, travel, monkeypatch, **options):
    monkeypatch.setattr(emails, "to_list", digest_year.content)

    @settings(
        **options,
        # To look for a simpler seed is in vain.
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32))
    def lives(seed):
        with undone():
            travel(digest_year.START)
            Year(practice.site, make_post, travel).live(made_up(seed))

    lives()


@pytest.mark.slow
def test_each_reader_gets_each_post_once(practice, make_post, travel, monkeypatch):
    check(practice, make_post, travel, monkeypatch, max_examples=1, derandomize=True)


@pytest.mark.chaos
def test_each_reader_gets_each_post_once_in_many_years(practice, make_post, travel, monkeypatch):
    check(practice, make_post, travel, monkeypatch, max_examples=150, print_blob=True)
