"""Digests are made at their time, with what each reader is owed, and nothing is lost or repeated."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from wagtail.models import PageViewRestriction, Site

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import (
    DigestEntry,
    DigestRun,
    Mailing,
    NewsletterSettings,
    Subscriber,
)
from wagtail_therapy.newsletter.sending import deliveries, digests, mailings

INSTANT, WEEKLY, MONTHLY = Subscriber.Frequency.values
State, Kind = Mailing.State, Mailing.Kind
# A Monday, the day of the weekly digest.
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)
HOLD = timedelta(minutes=10)


@pytest.fixture
def now(time_machine):
    """Return a function that moves the clock."""

    def now(moment):
        time_machine.move_to(moment, tick=False)

    now(MONDAY - timedelta(days=3))
    return now


@pytest.fixture
def make_sent(practice, make_mailing, now):
    """Return a function that publishes a post and has its mailing sent."""

    def make_sent():
        mailing = make_mailing()
        Mailing.objects.filter(pk=mailing.pk).update(not_before=mailing.created_at)
        mailing.refresh_from_db()
        deliveries.work_on(mailing)
        mailing.refresh_from_db()
        return mailing

    return make_sent


def reader(site, name="reader", frequency=WEEKLY, **fields):
    return rows.subscriber(site, f"{name}@mail.example", frequency=frequency, **fields)


def made():
    return list(Mailing.objects.filter(kind=Kind.DIGEST).order_by("pk"))


def send(digest):
    """Send a digest, as if its hold was over."""
    Mailing.objects.filter(pk=digest.pk).update(not_before=digest.created_at)
    digest.refresh_from_db()
    deliveries.work_on(digest)
    digest.refresh_from_db()
    return digest


def posts(digest):
    return set(digest.posts.all())


def test_sweep_makes_a_digest_at_its_time(site, make_sent, now, mailoutbox):
    reader(site)
    post = make_sent()
    now(MONDAY - timedelta(seconds=1))
    deliveries.sweep()
    assert made() == []

    now(MONDAY)
    deliveries.sweep()
    [digest] = made()
    assert (digest.state, digest.frequency, digest.not_before) == (
        State.HELD,
        WEEKLY,
        MONDAY + HOLD,
    )
    assert posts(digest) == {post}
    assert mailoutbox == []

    now(MONDAY + HOLD)
    assert deliveries.sweep() == [digest]
    deliveries.work_on(digest)
    assert [(message.to, message.subject) for message in mailoutbox] == [
        (["reader@mail.example"], "The post of this week: On endings")
    ]
    now(MONDAY + timedelta(hours=20))
    deliveries.sweep()
    assert made() == [digest]


def test_nothing_new_makes_no_digest(site, practice, now):
    reader(site)
    now(MONDAY)
    assert digests.make_due() == []
    assert list(DigestRun.objects.values_list("frequency", "date")) == [(WEEKLY, date(2026, 3, 9))]


def test_post_right_after_the_digest_waits_for_the_next(site, make_sent, now):
    reader(site)
    now(MONDAY)
    digests.make_due()
    make_sent()
    now(MONDAY + timedelta(hours=5))
    assert digests.make_due() == []
    now(MONDAY + timedelta(days=7))
    assert len(digests.make_due()) == 1


def test_readers_who_are_owed_different_posts_get_different_digests(site, make_sent, now):
    early, other = reader(site, "early"), reader(site, "other")
    first = make_sent()
    late = reader(site, "late")
    second = make_sent()
    german = reader(site, "german", language="de")
    third = make_sent()
    now(MONDAY)

    found = digests.make_due()

    told = {
        (
            digest.language,
            frozenset(digest.posts.all()),
            frozenset(digest.entries_in_digest.values_list("subscriber", flat=True)),
        )
        for digest in found
    }
    assert told == {
        ("en", frozenset([first, second, third]), frozenset([early.pk, other.pk])),
        ("en", frozenset([second, third]), frozenset([late.pk])),
        ("de", frozenset([third]), frozenset([german.pk])),
    }
    assert not DigestEntry.objects.owed(site).exists()


def test_monthly_readers_wait_for_their_day(site, make_sent, now):
    weekly, monthly = reader(site, "weekly"), reader(site, "monthly", MONTHLY)
    make_sent()
    now(MONDAY)
    [digest] = digests.make_due()
    assert [one.subscriber for one in digest.entries_in_digest.all()] == [weekly]

    now(datetime(2026, 4, 1, 9, tzinfo=UTC))
    [digest] = digests.make_due()
    assert [one.subscriber for one in digest.entries_in_digest.all()] == [monthly]
    assert digest.frequency == MONTHLY


@pytest.mark.parametrize("frequency", [INSTANT, WEEKLY])
def test_reader_who_switches_gets_what_was_owed_with_the_next_digest(
    site, make_sent, now, mailoutbox, frequency
):
    monthly = reader(site, frequency=MONTHLY)
    make_sent()
    Subscriber.objects.filter(pk=monthly.pk).update(frequency=frequency)
    make_sent()
    now(MONDAY)
    for digest in digests.make_due():
        send(digest)
    got = {INSTANT: ["On endings", "The post of this week: On endings"]}
    assert [message.subject for message in mailoutbox] == got.get(
        frequency, ["Foreign Practice: Posts of this week"]
    )


@pytest.mark.parametrize("status", ["unsubscribed", "suppressed", "paused"])
def test_readers_who_want_no_email_are_owed_nothing_any_more(site, make_sent, now, status):
    gone, other = reader(site, "gone"), reader(site, "other", MONTHLY)
    make_sent()
    Subscriber.objects.update(status=status)
    now(MONDAY)
    assert digests.make_due() == []
    left = list(DigestEntry.objects.values_list("subscriber", flat=True))
    assert (left, gone.pk in left) == ([other.pk], False)


def test_reader_who_leaves_during_the_hold_gets_nothing(site, make_sent, now, mailoutbox):
    leaves, _stays = reader(site, "leaves"), reader(site, "stays")
    make_sent()
    now(MONDAY)
    [digest] = digests.make_due()
    leaves.unsubscribe()
    send(digest)
    assert [message.to for message in mailoutbox] == [["stays@mail.example"]]
    assert (digest.total, digest.excluded, digest.state) == (1, 1, State.FINISHED)


def hide(post):
    PageViewRestriction.objects.create(page=post.page, restriction_type="login")


@pytest.mark.parametrize("withdraw", [hide, lambda post: post.page.unpublish()])
def test_posts_that_are_not_public_wait_until_they_are(site, make_sent, now, mailoutbox, withdraw):
    reader(site)
    stays, hidden = make_sent(), make_sent()
    now(MONDAY)
    [digest] = digests.make_due()
    withdraw(hidden)
    send(digest)
    assert posts(digest) == {stays}
    assert [entry.mailing for entry in DigestEntry.objects.owed(site)] == [hidden]

    now(MONDAY + timedelta(days=7))
    assert digests.make_due() == []
    PageViewRestriction.objects.all().delete()
    hidden.page.refresh_from_db()
    rows.publish(hidden.page.specific)
    now(MONDAY + timedelta(days=14))
    [digest] = digests.make_due()
    send(digest)
    assert posts(digest) == {hidden}
    assert len(mailoutbox) == 2


def test_digest_without_a_public_post_is_cancelled(site, make_sent, now):
    reader(site)
    post = make_sent()
    now(MONDAY)
    [digest] = digests.make_due()
    hide(post)
    send(digest)
    assert (digest.state, digest.is_cancelled_by_person) == (State.CANCELLED, False)
    assert DigestEntry.objects.owed(site).count() == 1


def test_withdrawn_posts_are_forgotten_in_time(site, make_sent, now):
    reader(site)
    hidden, deleted, public = make_sent(), make_sent(), make_sent()
    hide(hidden)
    deleted.page.delete()
    now(MONDAY + timedelta(days=56))
    [digest] = digests.make_due()
    mailings.cancel(digest)
    left = DigestEntry.objects.values_list("mailing", flat=True)
    assert set(left) == {hidden.pk, public.pk}
    now(MONDAY + timedelta(days=63))
    [digest] = digests.make_due()
    assert posts(digest) == {public}
    assert set(DigestEntry.objects.values_list("mailing", flat=True)) == {public.pk}


@pytest.mark.parametrize("how", ["cancelled", "expired"])
def test_posts_of_a_digest_that_never_began_are_in_the_next(site, make_sent, now, editor, how):
    reader(site)
    post = make_sent()
    now(MONDAY)
    [digest] = digests.make_due()
    if how == "cancelled":
        mailings.cancel(digest, editor)
    else:
        now(MONDAY + timedelta(days=3))
        send(digest)
    assert digest.state == how
    assert not mailings.may_be_rescheduled(digest)

    now(MONDAY + timedelta(days=7))
    [again] = digests.make_due()
    assert posts(again) == {post}


def test_paused_digest_goes_on_with_the_same_readers(site, make_sent, now, editor, mailoutbox):
    reader(site)
    post = make_sent()
    now(MONDAY)
    [digest] = digests.make_due()
    mailings.pause(digest, "By hand.", editor)
    second = make_sent()
    now(MONDAY + timedelta(days=7))
    [other] = digests.make_due()
    mailings.resume(digest, editor)
    send(digest)
    send(other)
    assert (posts(digest), posts(other)) == ({post}, {second})
    assert [message.to for message in mailoutbox] == [["reader@mail.example"]] * 2


def test_cancelled_email_of_a_post_is_in_no_digest(site, make_mailing, now, editor):
    reader(site)
    rows.subscriber(site, "instant@mail.example")
    mailing = make_mailing()
    Mailing.objects.update(not_before=mailing.created_at)
    mailing.refresh_from_db()
    deliveries.preparation.prepare(mailing)
    assert (mailing.total, mailing.digest_readers) == (1, 1)
    mailings.cancel(mailing, editor)
    assert (mailing.digest_readers, DigestEntry.objects.count()) == (0, 0)


def test_more_posts_than_fit_wait_for_the_next_digest(site, make_sent, now, monkeypatch):
    monkeypatch.setattr(digests, "MOST_POSTS", 2)
    reader(site)
    first, second, third = make_sent(), make_sent(), make_sent()
    now(MONDAY)
    [digest] = digests.make_due()
    now(MONDAY + timedelta(days=7))
    [rest] = digests.make_due()
    assert (posts(digest), posts(rest)) == ({first, second}, {third})


def test_each_site_has_its_own_digests(site, make_sent, now):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    NewsletterSettings.objects.create(site=other, digest_weekday=3)
    reader(site)
    reader(other, "stranger")
    make_sent()
    now(MONDAY)
    [digest] = digests.make_due()
    assert digest.site == site
    now(MONDAY + timedelta(days=3))
    assert digests.make_due() == []


@pytest.mark.parametrize("sweeps", [1, 3])
def test_an_hour_that_comes_twice_makes_one_digest(site, make_sent, now, sweeps):
    NewsletterSettings.objects.create(
        site=site, digest_weekday=6, digest_hour=2, digest_time_zone="Europe/Berlin"
    )
    now(datetime(2026, 10, 23, tzinfo=UTC))
    reader(site)
    make_sent()
    for hour in range(sweeps):
        now(datetime(2026, 10, 25, hour, 5, tzinfo=UTC))
        digests.make_due()
        make_sent()
    assert len(made()) == 1


@pytest.mark.django_db(transaction=True)
def test_many_sweeps_at_once_make_each_digest_once(site, make_sent, now):
    reader(site, "one")
    make_sent()
    reader(site, "two")
    make_sent()
    now(MONDAY)

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
