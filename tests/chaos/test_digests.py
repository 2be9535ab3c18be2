"""Workers killed while they make and send digests: each reader gets one, with each post in it."""

import time

import pytest
from django.utils import timezone

from tests.chaos import results
from tests.chaos.reconciliation import reconcile
from tests.chaos.test_random_kills import kill_until_through
from tests.chaos.workers import KILLED
from tests.newsletter import rows
from wagtail_therapy.newsletter.models import (
    DigestEntry,
    Mailing,
    NewsletterSettings,
    Subscriber,
)
from wagtail_therapy.newsletter.sending import preparation

NO_HOLD = {"MAIL_HOLD": {"seconds": 0}}
READERS = 20
# How often a worker comes there: there are two digests, of three chunks each.
MOST = {"in_digest": 2, "in_freeze_chunk": 3}


@pytest.fixture
def owe(site, make_mailing, enlist):
    """Return a function that owes one post to half of so many readers, and two to the others."""

    def owe(number):
        emails = enlist(number)
        readers = Subscriber.objects.all()
        readers.update(frequency=Subscriber.Frequency.WEEKLY)
        late = readers.filter(email__in=emails[: number // 2])
        freeze(make_mailing())
        # They confirm between the two posts.
        late_entries = DigestEntry.objects.filter(subscriber__in=late)
        late_entries.delete()
        freeze(make_mailing())
        be_due(site)
        return emails

    return owe


def freeze(mailing):
    rows.end_holds()
    mailing.refresh_from_db()
    preparation.prepare(mailing)
    Mailing.objects.filter(pk=mailing.pk).update(state="finished", finished_at=timezone.now())


def be_due(site):
    """Let the weekly digest be due since this hour began."""
    now = timezone.now()
    NewsletterSettings.objects.create(
        site=site, digest_time_zone="UTC", digest_weekday=now.weekday(), digest_hour=now.hour
    )


def check(emails, accepted):
    """Compare both digests with the mail server's log; return what was found, added up."""
    half = len(emails) // 2
    found = {}
    for digest in Mailing.objects.filter(kind=Mailing.Kind.DIGEST):
        group = emails[:half] if digest.posts.count() == 1 else emails[half:]
        got = [address for address in accepted if address in set(group)]
        result = reconcile(digest, group, got)
        assert result.violations == (0, 0, 0)
        assert digest.total == len(group)
        found[digest.posts.count()] = result
    assert sorted(found) == [1, 2]
    assert set(accepted) <= set(emails)
    assert not DigestEntry.objects.filter(digest=None).exists()
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    "point", ["in_digest", "in_freeze_chunk", "after_claim", "after_reply_before_commit"]
)
@pytest.mark.parametrize("touches", [1, 2])
def test_a_worker_killed_at(worker_pool, owe, smtp_server, point, touches):
    emails = owe(READERS)
    touches = min(touches, MOST.get(point, touches))
    killed = worker_pool.run(kill_at=point, touches=touches, chunk=4, **NO_HOLD)
    assert killed == KILLED, worker_pool.log
    assert worker_pool.run(chunk=4, **NO_HOLD) == 0, worker_pool.log
    found = check(emails, smtp_server.recipients())
    assert sum(result.unknown for result in found.values()) <= 1


@pytest.mark.chaos
@pytest.mark.parametrize(("recipients", "workers"), [(3_000, 1), (3_000, 2)])
def test_hundreds_of_random_kills(worker_pool, owe, smtp_server, recipients, workers):
    emails = owe(recipients)
    smtp_server.rules(delay=0.004)
    start = time.monotonic()
    # The first worker makes them; there is nothing to do before.
    worker_pool.run(kill_at="after_claim", touches=1, **NO_HOLD)
    kills = 1 + kill_until_through(worker_pool, workers, longest_life=0.7)
    found = check(emails, smtp_server.recipients())
    for result in found.values():
        results.note(
            result,
            server="pipelining, a digest",
            workers=workers,
            recipients=recipients // 2,
            kills=kills,
            seconds=round(time.monotonic() - start),
        )
    assert sum(result.unknown for result in found.values()) <= kills
