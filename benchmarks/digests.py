"""What a digest costs for a long list: who is owed a post, who gets a digest, and its email."""

import uuid
from datetime import timedelta

from django.utils import timezone

from benchmarks import rows
from benchmarks.database import analyze
from benchmarks.figures import Figure
from benchmarks.timing import seconds_of
from wagtail_therapy.newsletter.composing import contents
from wagtail_therapy.newsletter.models import DigestEntry, Mailing, NewsletterSettings, Subscriber
from wagtail_therapy.newsletter.sending import digest_times, digests, preparation

READERS = 100_000
POSTS = 10
MOST_SECONDS = 10
MOST_MILLISECONDS = 1_000


def measure(readers=READERS, posts=POSTS) -> list[Figure]:
    site = rows.practice("digests")
    rows.fill_list(site, readers)
    Subscriber.objects.filter(site=site).update(frequency=Subscriber.Frequency.WEEKLY)
    analyze()
    author = rows.author()
    owing = seconds_of(lambda: preparation.prepare(mailing_of_new_post(site, author)))
    for _ in range(posts - 1):
        preparation.prepare(mailing_of_new_post(site, author))
    analyze()
    settings = NewsletterSettings(site=site)
    time = digest_times.last(settings, Subscriber.Frequency.WEEKLY, timezone.now())
    made: list[Mailing] = []
    making = seconds_of(lambda: made.extend(digests.make(site, time)))
    [digest] = made
    rendering = 1000 * min(seconds_of(lambda: contents.content(digest)) for _ in range(3))
    freezing = seconds_of(lambda: preparation.prepare(digest))
    name = f"Digest for {readers:,} readers"
    return [
        Figure.at_most(MOST_SECONDS, f"{name}, a post is owed to them", owing, "s"),
        Figure(f"{name}, {posts} posts taken over", making, "s"),
        Figure.at_most(MOST_MILLISECONDS, f"{name}, {posts} posts rendered", rendering, "ms"),
        Figure.at_most(MOST_SECONDS, f"{name}, recipients frozen", freezing, "s"),
        Figure.equal(readers, f"{name}, recipients", digest.total, "readers"),
        Figure.equal(
            readers * posts,
            f"{name}, posts in it, by reader",
            DigestEntry.objects.filter(digest=digest).count(),
            "posts",
        ),
    ]


def mailing_of_new_post(site, author) -> Mailing:
    """Return the mailing of a post, whose hold is over."""
    post = rows.draft(site, [author])
    type(post).objects.filter(pk=post.pk).update(live=True)
    now = timezone.now()
    return Mailing.objects.create(
        site=site,
        page_id=post.pk,
        dedupe_key=f"benchmark:{uuid.uuid4()}",
        language="en",
        not_before=now,
        not_after=now + timedelta(days=1),
    )
