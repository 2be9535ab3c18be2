"""Who got a mailing is forgotten in time; how many did is not."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.newsletter import editors, rows
from wagtail_therapy.newsletter.models import Delivery, DigestEntry, Mailing, ProviderEvent
from wagtail_therapy.newsletter.personal_data import retention
from wagtail_therapy.newsletter.sending import (
    deliveries,
    mailings,
    manual_resolution,
    preparation,
    progress,
)

State, Result = Mailing.State, Delivery.State
KEPT = timedelta(days=30)


@pytest.fixture
def ended(mailing, site, therapy):
    """A mailing of each result, which ended a day before it is forgotten; one is unknown."""
    therapy(DELIVERY_RETENTION=KEPT)
    readers = rows.subscribers(site, 6)
    preparation.prepare(mailing)
    results = [Result.SENT] * 3 + [Result.FAILED, Result.SKIPPED, Result.UNKNOWN]
    for reader, state in zip(readers, results, strict=True):
        mailing.deliveries.filter(subscriber=reader).update(state=state)
    mailings.finish_if_done(mailing)
    return ended_ago(mailing, KEPT - timedelta(days=1))


def ended_ago(mailing, time):
    Mailing.objects.filter(pk=mailing.pk).update(finished_at=timezone.now() - time)
    mailing.refresh_from_db()
    return mailing


def results_and_rows(mailing):
    """Return the results as the mailing has them, and how many rows there are."""
    mailing.refresh_from_db()
    results = mailing.sent, mailing.failed, mailing.skipped, mailing.unknown, mailing.left
    return results, mailing.deliveries.count()


SUMS = (3, 1, 1, 1, 0)


def test_deliveries_are_deleted_in_time_and_their_sums_stay(ended):
    assert (retention.delete_old_deliveries(), results_and_rows(ended)) == (0, (SUMS, 6))
    ended_ago(ended, KEPT + timedelta(minutes=1))
    assert (retention.delete_old_deliveries(), results_and_rows(ended)) == (6, (SUMS, 0))
    assert retention.delete_old_deliveries() == 0
    ended.recount()
    assert results_and_rows(ended) == (SUMS, 0)
    assert (ended.deleted_deliveries, ended.state) == (6, State.FINISHED_WITH_UNKNOWN)


def test_deliveries_are_deleted_step_by_step(ended, monkeypatch):
    monkeypatch.setattr(retention, "STEP", 2)
    ended_ago(ended, KEPT * 2)
    found = [(retention.delete_old_deliveries(), results_and_rows(ended)) for _ in range(4)]
    assert found == [(2, (SUMS, 4)), (2, (SUMS, 2)), (2, (SUMS, 0)), (0, (SUMS, 0))]


def test_posts_in_old_digests_are_deleted_and_owed_ones_stay(ended, site):
    reader, other = rows.subscriber(site), rows.subscriber(site, "other@mail.example")
    DigestEntry.objects.create(mailing=ended, subscriber=reader, digest=ended)
    owed = DigestEntry.objects.create(mailing=ended, subscriber=other)
    assert retention.delete_old_digest_entries() == 0
    ended_ago(ended, KEPT * 2)
    assert retention.delete_old_digest_entries() == 1
    assert list(DigestEntry.objects.all()) == [owed]


def test_sweep_deletes_with_beat_and_with_cron(ended):
    ended_ago(ended, KEPT * 2)
    deliveries.sweep()
    assert results_and_rows(ended) == (SUMS, 0)


def test_what_was_reported_of_them_is_deleted_too(ended):
    for delivery in ended.deliveries.all():
        event = {"event_type": "bounced", "delivery": delivery, "occurred_at": timezone.now()}
        ProviderEvent.objects.create(provider="Postmark", **event)
    ended_ago(ended, KEPT * 2)
    retention.delete_old_deliveries()
    assert list(ProviderEvent.objects.all()) == []


@pytest.fixture
def half_deleted(ended, monkeypatch):
    """The mailing when all but the last recipient, the unknown one, were deleted."""
    monkeypatch.setattr(retention, "STEP", 5)
    ended_ago(ended, KEPT * 2)
    retention.delete_old_deliveries()
    assert results_and_rows(ended) == (SUMS, 1)
    return ended


def test_unknown_that_is_settled_afterwards_is_counted_and_then_deleted(half_deleted):
    manual_resolution.mark_sent(half_deleted, "Orla")
    assert results_and_rows(half_deleted) == ((4, 1, 1, 0, 0), 1)
    found = retention.delete_old_deliveries(), results_and_rows(half_deleted)
    assert found == (1, ((4, 1, 1, 0, 0), 0))


def test_unknown_that_was_deleted_is_no_longer_to_be_settled(half_deleted, capsys):
    waiting = progress.unknown()
    retention.delete_old_deliveries()

    assert (waiting, progress.unknown(), half_deleted.unknown) == (1, 0, 1)
    call_command("therapy_mail", "resolve")
    call_command("therapy_mail", "status", "--all")
    printed = capsys.readouterr().out
    assert (printed.startswith("Nothing is unknown."), "settle the unknown" in printed) == (
        True,
        False,
    )


def test_unknown_that_is_sent_again_afterwards_goes_through_a_pause(half_deleted, smtp_server):
    ended = half_deleted
    manual_resolution.send_again(ended, "Orla")
    mailings.pause(ended, "By hand.")
    mailings.resume(ended)
    assert deliveries.work_on(ended) is False
    assert (results_and_rows(ended), ended.state) == (((4, 1, 1, 0, 0), 1), State.FINISHED)
    assert smtp_server.recipients() == ["active-5@mail.example"]


@pytest.mark.parametrize("state", [State.PAUSED, State.SENDING])
def test_mailing_that_is_not_over_keeps_all(ended, state):
    Mailing.objects.update(state=state, finished_at=None, created_at=timezone.now() - KEPT * 9)
    assert (retention.delete_old_deliveries(), results_and_rows(ended)) == (0, (SUMS, 6))


@pytest.mark.parametrize(("kept", "days", "number"), [(None, 9_999, 0), (0, 8, 0), (0, 10, 6)])
def test_deliveries_stay_where_the_host_wants_it_and_while_a_restored_backup_needs_them(
    ended, therapy, kept, days, number
):
    therapy(DELIVERY_RETENTION=None if kept is None else timedelta(days=kept))
    ended_ago(ended, timedelta(days=days))
    assert retention.delete_old_deliveries() == number


def test_page_of_the_mailing_says_that_the_recipient_list_was_deleted(ended, editor_client):
    note = "This was long ago, so the list of who got it has been deleted. The numbers stay."
    page = editors.parsed(editor_client.get(ended.get_absolute_url()))
    assert note not in page.get_text()
    ended_ago(ended, KEPT * 2)
    retention.delete_old_deliveries()
    page = editors.parsed(editor_client.get(ended.get_absolute_url()))
    assert note in page.get_text()
