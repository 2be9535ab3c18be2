"""A year of posts, digests and readers who change their minds, day by day, without a mail server.

It keeps its own account: which posts each reader is to get, why not the others, and how often.
"""

from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from django.db import transaction

from tests.chaos.digest_events import WITH_DIGEST, DigestEvents
from wagtail_therapy.newsletter.composing import emails, public_posts
from wagtail_therapy.newsletter.models import (
    Delivery,
    DigestEntry,
    Mailing,
    NewsletterSettings,
    Subscriber,
)
from wagtail_therapy.newsletter.sending import digests, mailings, preparation

START = datetime(2026, 2, 1, tzinfo=UTC)
DAYS = 364
A_DAY = timedelta(days=1)
# The clocks of Berlin change on these days, and the weekly digest is due in the hour they change.
CHANGES = {datetime(2026, 3, 29).date(), datetime(2026, 10, 25).date()}  # noqa: DTZ001 -- days
NIGHT, NOON = [3.1], 12
NIGHT_OF_CHANGE = [0.1, 0.5, 1.1, 1.5, 2.1, 3.1]
TIMES = {"digest_weekday": 6, "digest_hour": 2, "digest_day": 25}
FORGOTTEN_AFTER = timedelta(days=60)
Status, Kind, State = Subscriber.Status, Mailing.Kind, Mailing.State


def is_digest_day(day):
    return day.weekday() == TIMES["digest_weekday"] or day.day == TIMES["digest_day"]


def content(mailing, _render, _sender=""):
    """Render nothing, which takes nearly all of the time."""
    link = "http://testserver/u/therapyunsubscribetoken0/"
    return emails.Content(mailing.kind, "<p>", "text", "a@host.example", "<list>", link)


@contextmanager
def undone():
    """Undo in the end what the body does, and let durable transactions be within."""
    undo = transaction.atomic()
    undo._from_testcase = True
    with undo:
        yield
        transaction.set_rollback(True)


class Year(DigestEvents):
    """One site, with what has become of each post for each reader."""

    def __init__(self, site, make_post, travel):
        self.make_post, self.travel, self.site = make_post, travel, site
        self.settings = NewsletterSettings.objects.create(
            site=site, digest_time_zone="Europe/Berlin", **TIMES
        )
        self.times: set[tuple] = set()
        self.now = START
        self.down_until = START
        self.posts: list[Mailing] = []
        self.readers: list[int] = []
        self.owed: set[tuple[int, int]] = set()
        self.excused: set[tuple[int, int]] = set()
        self.waiting: list[tuple] = []
        self.copies: Counter[tuple[int, int]] = Counter()
        for frequency in Subscriber.Frequency.values * 2:
            self.join(SimpleNamespace(frequency=frequency))

    def live(self, events):
        """Let a year go by with these events, by day, and then two quiet months."""
        busy_until = START
        for number in range(DAYS + 70):
            day = START + number * A_DAY
            if number in events or is_digest_day(day):
                # Until what has begun is over, and for as long as the host may be down.
                busy_until = day + 5 * A_DAY if "break_down" in str(events.get(number)) else day
            if day <= busy_until + A_DAY or number == DAYS:
                self.live_a_day(day, events.get(number, []), is_quiet=number >= DAYS)
        self.check()

    def live_a_day(self, day, events, *, is_quiet):
        is_change = day.date() in CHANGES
        for hour in NIGHT_OF_CHANGE if is_change else NIGHT:
            self.work(day + timedelta(hours=hour))
        if is_quiet:
            self.waiting.clear()
            self.set_right()
        for name, event in [*self.waiting, *events]:
            self.happen(name, event)
        self.work(day + timedelta(hours=NOON))
        assert set(self.copies.values()) <= {1}

    def happen(self, name, event):
        """Let it happen; what is about a digest, as soon as there is one to stop."""
        is_about_digest = name in WITH_DIGEST
        if (name, event) in self.waiting:
            self.waiting.remove((name, event))
        if is_about_digest and not self.held_digests().exists():
            self.waiting.append((name, event))
        else:
            getattr(self, name)(event)

    def work(self, now):
        self.now = now
        self.travel(now)
        if now < self.down_until:
            return
        self.note_digest_time()
        digests.make_due()
        for mailing in mailings.due():
            self.send(mailing)

    def note_digest_time(self):
        """Excuse what readers don't get who want no email while it is their time."""
        for time in digests.digest_times.due(self.settings):
            if (time.frequency, time.date) not in self.times:
                self.times.add((time.frequency, time.date))
                self.excuse_absent(time.frequency)
                self.excuse_hidden()

    def excuse_absent(self, frequency):
        absent = Subscriber.objects.exclude(status=Status.ACTIVE)
        if frequency == Subscriber.Frequency.MONTHLY:
            absent = absent.filter(frequency=frequency)
        else:
            absent = absent.exclude(frequency=Subscriber.Frequency.MONTHLY)
        gone = set(absent.values_list("pk", flat=True))
        self.excused |= {(reader, post) for reader, post in self.owed if reader in gone}

    def excuse_hidden(self):
        waited_for = {post for _reader, post in self.missing()}
        old = Mailing.objects.filter(
            pk__in=waited_for, kind=Kind.POST, frozen_at__lt=self.now - FORGOTTEN_AFTER
        )
        gone = {post.pk for post in old if not public_posts.is_public(post)}
        self.excused |= {(reader, post) for reader, post in self.owed if post in gone}

    def send(self, mailing):
        was_held = mailing.is_held
        is_sending = preparation.prepare(mailing)
        assert mailing.state != State.PAUSED, mailing.paused_reason
        if mailing.kind == Kind.POST and was_held and mailing.frozen_at:
            active = self.active().filter(confirmed_at__lte=mailing.created_at)
            self.owed |= {(reader, mailing.pk) for reader in active.values_list("pk", flat=True)}
        if mailing.kind == Kind.DIGEST and is_sending:
            absent = set(
                Subscriber.objects.exclude(status=Status.ACTIVE).values_list("pk", flat=True)
            )
            posts = set(mailing.posts.values_list("pk", flat=True))
            self.excused |= {key for key in self.owed if key[0] in absent and key[1] in posts}
        if is_sending:
            self.deliver(mailing)

    def deliver(self, mailing):
        posts = [mailing.pk]
        if mailing.kind == Kind.DIGEST:
            posts = list(mailing.posts.values_list("pk", flat=True))
            assert posts
        for reader in mailing.deliveries.values_list("subscriber", flat=True):
            self.copies.update((reader, post) for post in posts)
        mailing.deliveries.update(state=Delivery.State.SENT)
        assert mailings.finish_if_done(mailing)

    def missing(self):
        return self.owed - set(self.copies) - self.excused

    def check(self):
        """Each reader who wanted emails got each post once, and nothing else."""
        assert self.copies
        assert set(self.copies) <= self.owed
        stopped = {
            post.pk
            for post in Mailing.objects.filter(kind=Kind.POST)
            if post.page is None or post.state in (State.CANCELLED, State.EXPIRED)
        }
        active = set(self.active().values_list("pk", flat=True))
        missing = self.missing()
        assert {key for key in missing if key[0] in active and key[1] not in stopped} == set()
        assert not DigestEntry.objects.filter(digest=None, subscriber__in=active).exists()
