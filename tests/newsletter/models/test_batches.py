"""The changes of state that deliveries of one call share."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from tests.newsletter import rows
from wagtail_therapy.newsletter import deliveries, freezing
from wagtail_therapy.newsletter.models import Batch, Delivery, Mailing, Subscriber, Suppression

ATTEMPTS = ("state", "attempts", "claim", "first_attempt_at", "lease_until", "error_class")


@pytest.fixture
def batch(mailing, site):
    """A batch of three claimed deliveries."""
    rows.subscribers(site, 3)
    freezing.prepare(mailing)
    return Batch(deliveries.claim(mailing))


def rob(*robbed):
    """Take deliveries from their worker, as the sweep does when a lease is over."""
    leases = Delivery.objects.filter(pk__in=[delivery.pk for delivery in robbed])
    leases.update(lease_until=timezone.now() - timedelta(seconds=1))
    deliveries.sweep()


def test_begin_sending_writes_down_the_intent(mailing, batch):
    before = timezone.now()
    assert batch.begin_sending().deliveries == batch.deliveries
    assert rows.states(mailing) == {"sending": 3}
    for delivery in mailing.deliveries.all():
        assert delivery.attempts == 1
        assert before <= delivery.first_attempt_at < delivery.lease_until


def test_begin_sending_asks_of_each_row_and_of_no_copy_of_it(batch, django_assert_num_queries):
    """PostgreSQL looks again at a row that changed meanwhile, but not into a subquery on it."""
    with django_assert_num_queries(2) as queries:
        batch.begin_sending()
    update = queries.captured_queries[0]["sql"]
    assert (update[:6], f'FROM "{Delivery._meta.db_table}"' in update) == ("UPDATE", False)


def test_begin_sending_is_for_one_worker_only_even_if_it_begins_twice(mailing, batch):
    first, *others = batch.deliveries
    rob(first)
    assert batch.begin_sending().deliveries == others
    assert Batch([first]).begin_sending().deliveries == []
    batch.begin_sending()
    assert set(mailing.deliveries.values_list("attempts", flat=True)) == {0, 1}


@pytest.mark.parametrize(
    "go",
    [
        lambda reader: Subscriber.objects.filter(pk=reader.pk).update(status="paused"),
        lambda reader: Suppression.objects.create(
            site=reader.site, address_hash=reader.address_hash
        ),
        Subscriber.delete,
    ],
    ids=["paused", "suppressed", "erased"],
)
def test_begin_sending_leaves_out_who_is_gone(batch, go):
    first, *others = batch.deliveries
    go(Subscriber.objects.get(pk=first.subscriber_id))
    assert batch.begin_sending().deliveries == others


def test_begin_sending_looks_for_suppressions_of_this_site_only(batch, site):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    Suppression.objects.create(site=other, address_hash=batch.deliveries[0].email_hash)
    assert len(batch.begin_sending().deliveries) == 3


@pytest.mark.parametrize("state", [s for s in Mailing.State if s != Mailing.State.SENDING])
def test_begin_sending_needs_a_mailing_that_is_being_sent(mailing, batch, state):
    Mailing.objects.update(state=state)
    assert batch.begin_sending().deliveries == []


@pytest.mark.parametrize("how_far", ["claimed", "begun", "half begun"])
def test_release_leaves_them_as_they_were(mailing, batch, how_far):
    if how_far != "claimed":
        Batch(batch.deliveries[how_far == "half begun" :]).begin_sending()
    batch.release()
    assert set(mailing.deliveries.values_list(*ATTEMPTS)) == {(0, 0, None, None, None, "")}


def test_take_back_leaves_them_claimed(mailing, batch):
    batch.begin_sending()
    assert (batch.take_back(), batch.take_back()) == (3, 0)
    assert rows.states(mailing) == {"claimed": 3}
    assert [delivery.begin_sending() for delivery in batch.deliveries] == [True] * 3


def test_mark_sent_reaches_what_the_sweep_has_called_unknown(mailing, batch):
    batch.begin_sending()
    rob(batch.deliveries[0])
    assert rows.states(mailing) == {"unknown": 1, "sending": 2}
    assert (batch.mark_sent("id"), batch.mark_sent("id")) == (3, 0)
    assert set(mailing.deliveries.values_list("provider_id", "error_class")) == {("id", "")}


def test_what_another_worker_has_is_left_alone(mailing, batch):
    rob(*batch.deliveries)
    theirs = Batch(deliveries.claim(mailing))
    theirs.begin_sending()
    batch.release()
    assert [batch.mark_sent(), batch.mark_unknown("x"), batch.take_back()] == [0, 0, 0]
    assert theirs.mark_unknown("x") == 3


def test_empty_batch_asks_nothing(db, django_assert_num_queries):
    batch = Batch([])
    with django_assert_num_queries(0):
        batch.release()
        assert batch.begin_sending().deliveries == []
