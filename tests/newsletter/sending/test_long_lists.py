"""What is done at once for a whole list takes time in proportion to its length.

PostgreSQL looks through a subquery with ``NOT IN`` again for each row, once its result is larger
than ``work_mem``: the digests of 100,000 readers took over ten minutes.
"""

import re
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.newsletter.digests import MONDAY, WEEKLY, made, posts, reader
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import subscriptions
from wagtail_therapy.newsletter.sending import digests

NOT_IN = re.compile(r'NOT \(+"?\w+"?\."\w+" IN \(SELECT')


@contextmanager
def no_query_excludes_a_subquery():
    with CaptureQueriesContext(connection) as queries:
        yield
    assert [one["sql"] for one in queries if NOT_IN.search(one["sql"])] == []


def test_what_is_seen_as_excluding_a_subquery():
    excluded = Subscriber.objects.exclude(pk__in=Subscriber.objects.values("pk"))
    assert NOT_IN.search(str(excluded.query))


def test_digests_exclude_no_subquery(site, make_sent, travel):
    reader(site)
    gone = reader(site, "gone")
    post = make_sent()
    Subscriber.objects.filter(pk=gone.pk).update(status=Subscriber.Status.UNSUBSCRIBED)
    travel(MONDAY)
    with no_query_excludes_a_subquery():
        digests.make_due()
    [digest] = made()
    assert (digest.frequency, posts(digest), digest.entries_in_digest.count()) == (
        WEEKLY,
        {post},
        1,
    )


def test_purge_excludes_no_subquery(site):
    reader(site)
    with no_query_excludes_a_subquery():
        assert subscriptions.purge() == 0
