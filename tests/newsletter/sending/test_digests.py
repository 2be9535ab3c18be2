"""Digests are made at their time, with what each reader is owed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from wagtail.models import Site

from tests.newsletter.digests import (
    A_WEEK,
    INSTANT,
    MONDAY,
    MONTHLY,
    WEEKLY,
    made,
    posts,
    reader,
    send,
)
from wagtail_therapy.newsletter.models import (
    DigestEntry,
    DigestRun,
    Mailing,
    NewsletterSettings,
    Subscriber,
)
from wagtail_therapy.newsletter.sending import deliveries, digests

State = Mailing.State
HOLD = timedelta(minutes=10)


def test_sweep_makes_a_digest_at_its_time(site, make_sent, travel, mailoutbox):
    reader(site)
    post = make_sent()
    travel(MONDAY - timedelta(seconds=1))
    deliveries.sweep()
    assert made() == []

    travel(MONDAY)
    deliveries.sweep()
    [digest] = made()
    assert (digest.state, digest.frequency, digest.not_before) == (
        State.HELD,
        WEEKLY,
        MONDAY + HOLD,
    )
    assert posts(digest) == {post}
    assert mailoutbox == []

    travel(MONDAY + HOLD)
    assert deliveries.sweep() == [digest]
    deliveries.work_on(digest)
    assert [(message.to, message.subject) for message in mailoutbox] == [
        (["reader@mail.example"], "The post of this week: On endings")
    ]
    travel(MONDAY + timedelta(hours=20))
    deliveries.sweep()
    assert made() == [digest]


def test_nothing_new_makes_no_digest(site, practice, travel):
    reader(site)
    travel(MONDAY)
    assert digests.make_due() == []
    assert list(DigestRun.objects.values_list("frequency", "date")) == [(WEEKLY, date(2026, 3, 9))]


def test_post_right_after_the_digest_waits_for_the_next(site, make_sent, travel):
    reader(site)
    travel(MONDAY)
    digests.make_due()
    make_sent()
    travel(MONDAY + timedelta(hours=5))
    assert digests.make_due() == []
    travel(MONDAY + A_WEEK)
    assert len(digests.make_due()) == 1


def test_readers_who_are_owed_different_posts_get_different_digests(site, make_sent, travel):
    early, other = reader(site, "early"), reader(site, "other")
    first = make_sent()
    late = reader(site, "late")
    second = make_sent()
    german = reader(site, "german", language="de")
    third = make_sent()
    travel(MONDAY)

    found = digests.make_due()

    found_digests = {
        (
            digest.language,
            frozenset(digest.posts.all()),
            frozenset(digest.entries_in_digest.values_list("subscriber", flat=True)),
        )
        for digest in found
    }
    assert found_digests == {
        ("en", frozenset([first, second, third]), frozenset([early.pk, other.pk])),
        ("en", frozenset([second, third]), frozenset([late.pk])),
        ("de", frozenset([third]), frozenset([german.pk])),
    }
    assert not DigestEntry.objects.owed(site).exists()


def test_monthly_readers_wait_for_their_day(site, make_sent, travel):
    weekly, monthly = reader(site, "weekly"), reader(site, "monthly", MONTHLY)
    make_sent()
    travel(MONDAY)
    [digest] = digests.make_due()
    assert [one.subscriber for one in digest.entries_in_digest.all()] == [weekly]

    travel(datetime(2026, 4, 1, 9, tzinfo=UTC))
    [digest] = digests.make_due()
    assert [one.subscriber for one in digest.entries_in_digest.all()] == [monthly]
    assert digest.frequency == MONTHLY


@pytest.mark.parametrize("frequency", [INSTANT, WEEKLY])
def test_reader_who_switches_gets_what_was_owed_with_the_next_digest(
    site, make_sent, travel, mailoutbox, frequency
):
    monthly = reader(site, frequency=MONTHLY)
    make_sent()
    Subscriber.objects.filter(pk=monthly.pk).update(frequency=frequency)
    make_sent()
    travel(MONDAY)
    for digest in digests.make_due():
        send(digest)
    got = {INSTANT: ["On endings", "The post of this week: On endings"]}
    assert [message.subject for message in mailoutbox] == got.get(
        frequency, ["Foreign Practice: Posts of this week"]
    )


def test_more_posts_than_fit_wait_for_the_next_digest(site, make_sent, travel, monkeypatch):
    monkeypatch.setattr(digests, "MOST_POSTS", 2)
    reader(site)
    first, second, third = make_sent(), make_sent(), make_sent()
    travel(MONDAY)
    [digest] = digests.make_due()
    travel(MONDAY + A_WEEK)
    [rest] = digests.make_due()
    assert (posts(digest), posts(rest)) == ({first, second}, {third})


def test_each_site_has_its_own_digests(site, make_sent, travel):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    NewsletterSettings.objects.create(site=other, digest_weekday=3)
    reader(site)
    reader(other, "stranger")
    make_sent()
    travel(MONDAY)
    [digest] = digests.make_due()
    assert digest.site == site
    travel(MONDAY + timedelta(days=3))
    assert digests.make_due() == []


@pytest.mark.parametrize("sweeps", [1, 3])
def test_an_hour_that_comes_twice_makes_one_digest(site, make_sent, travel, sweeps):
    NewsletterSettings.objects.create(
        site=site, digest_weekday=6, digest_hour=2, digest_time_zone="Europe/Berlin"
    )
    travel(datetime(2026, 10, 23, tzinfo=UTC))
    reader(site)
    make_sent()
    for hour in range(sweeps):
        travel(datetime(2026, 10, 25, hour, 5, tzinfo=UTC))
        digests.make_due()
        make_sent()
    assert len(made()) == 1


@pytest.mark.django_db(transaction=True)
def test_many_sweeps_at_once_make_each_digest_once(site, make_sent, travel):
    reader(site, "one")
    make_sent()
    reader(site, "two")
    make_sent()
    travel(MONDAY)

    def make(_number):
        try:
            return digests.make_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        found = [digest for some in workers.map(make, range(4)) for digest in some]

    assert sorted(digest.pk for digest in found) == [digest.pk for digest in made()]
    assert len(found) == 2
    assert not DigestEntry.objects.owed(site).exists()
