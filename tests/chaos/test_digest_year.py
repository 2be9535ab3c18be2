"""Hypothesis tries what may happen in a year, and looks for a post lost or a post sent twice."""

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chaos import digest_year
from tests.chaos.digest_year import DAYS, Year, undone
from wagtail_therapy.newsletter.composing import emails
from wagtail_therapy.newsletter.models import Subscriber

# A practice publishes more often than anything goes wrong.
NAMES = [
    *["publish"] * 12,
    *["choose"] * 4,
    *["pause", "resume", "leave", "come_back"] * 2,
    *["join", "hide", "show", "unpublish", "publish_again", "delete"],
    *["cancel_posts", "resume_mailings", "resume_mailings", "break_down"],
    *sorted(digest_year.WITH_DIGEST),
]
details = st.builds(
    SimpleNamespace,
    number=st.integers(0, 60),
    frequency=st.sampled_from(Subscriber.Frequency.values),
)
events = st.tuples(st.sampled_from(NAMES), details)
years = st.dictionaries(
    st.integers(0, DAYS - 1), st.lists(events, min_size=1, max_size=4), min_size=20, max_size=120
)


@pytest.fixture
def travel(time_machine):
    return lambda moment: time_machine.move_to(moment, tick=False)


def check(practice, make_post, travel, monkeypatch, **options):
    monkeypatch.setattr(emails, "to_list", digest_year.content)

    @settings(**options, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(years)
    def lives(year):
        with undone():
            travel(digest_year.START)
            Year(practice.site, make_post, travel).live(year)

    lives()


@pytest.mark.slow
def test_each_reader_gets_each_post_once(practice, make_post, travel, monkeypatch):
    check(practice, make_post, travel, monkeypatch, max_examples=3, derandomize=True)


@pytest.mark.chaos
def test_each_reader_gets_each_post_once_in_many_years(practice, make_post, travel, monkeypatch):
    check(practice, make_post, travel, monkeypatch, max_examples=150, print_blob=True)
