import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Delivery, Mailing


def test_mailing_is_one_for_each_post_for_ever(mailing):
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.create(
            site=mailing.site, dedupe_key=mailing.dedupe_key, not_after=timezone.now()
        )


def test_mailing_is_called_by_its_subject_then_by_its_post(mailing):
    assert str(mailing) == "On endings"
    mailing.subject = "As it was sent"
    assert str(mailing) == "As it was sent"
    mailing.subject, mailing.page = "", None
    assert str(mailing) == "Post"


def test_change_state_changes_only_what_is_expected(mailing):
    stale = Mailing.objects.get()
    assert mailing.change_state(["held"], state="paused", paused_reason="By hand.") is True
    assert stale.change_state(["held"], state="sending") is False
    # The loser now knows the true state.
    assert (stale.state, stale.paused_reason) == ("paused", "By hand.")


def test_recount_takes_the_results_from_the_deliveries(mailing, site):
    readers = rows.subscribers(site, 7)
    for state, reader in zip(Delivery.State, readers, strict=True):
        Delivery.objects.create(mailing=mailing, subscriber=reader, state=state)
    Mailing.objects.update(total=7, sent=99, unknown=99)

    mailing.recount()

    counts = (mailing.sent, mailing.unknown, mailing.failed, mailing.skipped, mailing.left)
    assert counts == (1, 1, 1, 1, 3)


def test_every_state_is_either_over_or_can_be_cancelled():
    over = {"finished", "finished_with_unknown", "cancelled", "failed", "expired"}
    assert set(Mailing.UNFINISHED) == set(Mailing.State.values) - over
    assert set(Mailing.WORKABLE) == set(Mailing.UNFINISHED) - {"paused"}
