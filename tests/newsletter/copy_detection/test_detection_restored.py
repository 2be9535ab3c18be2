"""Databases that were restored from a backup in their own place, and what looks like it."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows
from wagtail_therapy.newsletter.copy_detection import detection, state_dir
from wagtail_therapy.newsletter.models import Delivery
from wagtail_therapy.newsletter.sending import mailed_pages, mailings, preparation

State = Delivery.State

RESTORED = "Some readers have got this email, but the database no longer says who."


@pytest.fixture
def sent(state_folder, practice, make_mailing):
    """A mailing to three readers; two have got it, and the last of those is noted."""
    rows.subscribers(practice.site, 3)
    mailing = make_mailing()
    preparation._freeze_content(mailing)
    preparation._freeze_recipients(mailing)
    [first, second, _third] = mailing.deliveries.order_by("pk")
    for delivery in (first, second):
        try_once(delivery)
    detection.record_progress(mailing, second.pk)
    return mailing


def try_once(delivery, state=State.SENT):
    rows_of = Delivery.objects.filter(pk=delivery.pk)
    rows_of.update(state=state, attempts=1, first_attempt_at=timezone.now())


def rewind(mailing):
    """Restore the database to before anything was sent."""
    mailing.deliveries.update(state=State.QUEUED, attempts=0, first_attempt_at=None)


def reason(mailing):
    """Return the first sentence of what a person is asked, or nothing."""
    mailing.refresh_from_db()
    objection = detection.objection(mailing)
    if objection is None:
        return ""
    assert (objection.place, len(objection.reason) <= 200) == (None, True)
    return RESTORED if objection.reason.startswith(RESTORED) else objection.reason


def test_a_database_that_remembers_what_was_sent_is_whole(sent):
    assert (detection.is_older_than_notes(sent), reason(sent)) == (False, "")


def test_a_database_that_was_restored_is_noticed(sent):
    rewind(sent)
    assert reason(sent) == RESTORED


def test_a_database_restored_to_before_its_last_message_is_noticed(sent):
    last = sent.deliveries.order_by("pk")[1]
    Delivery.objects.filter(pk=last.pk).update(
        state=State.QUEUED, attempts=0, first_attempt_at=None
    )
    assert reason(sent) == RESTORED


def test_a_database_restored_to_before_what_was_retried_late_is_noticed(sent):
    [first, _second, third] = sent.deliveries.order_by("pk")
    try_once(third)
    detection.record_progress(sent, third.pk)
    detection.record_progress(sent, first.pk)
    Delivery.objects.filter(pk=first.pk).update(
        state=State.QUEUED, attempts=0, first_attempt_at=None
    )
    assert reason(sent) == RESTORED


def test_a_database_restored_to_before_the_recipients_were_written_down_is_noticed(sent):
    sent.deliveries.all().delete()
    assert reason(sent) == RESTORED


def test_post_that_is_queued_again_after_a_restore_is_detected(sent):
    post = sent.page
    sent.delete()
    again = mailed_pages.queue_for_page(post)
    assert (again.uuid != sent.uuid, reason(again)) == (True, RESTORED)


def test_post_without_a_sent_email_is_not_taken_for_restored(sent, make_mailing):
    assert reason(make_mailing()) == ""


LEGITIMATE = {
    # resolutions.send_again
    "sent again by a person": {"state": State.QUEUED, "resolved_at": timezone.now()},
    # even one that starts all over
    "sent again from scratch": {
        "state": State.QUEUED,
        "resolved_at": timezone.now(),
        "attempts": 0,
        "first_attempt_at": None,
    },
    # mailings.pause_for_server
    "refused once and queued again": {"state": State.QUEUED, "claim": None},
    # a row from before the time of the first attempt was kept
    "refused once, long ago": {"state": State.QUEUED, "first_attempt_at": None},
    # a server that was away
    "released": {"state": State.QUEUED, "attempts": 0},
    "claimed again": {"state": State.CLAIMED},
    "being sent": {"state": State.SENDING},
    "unknown": {"state": State.UNKNOWN},
    "bounced": {"state": State.FAILED},
}


@pytest.mark.parametrize("how", LEGITIMATE)
def test_deliveries_that_go_back_in_good_order_are_not_taken_for_restored(sent, how):
    sent.deliveries.filter(state=State.SENT).update(**LEGITIMATE[how])
    assert reason(sent) == ""


def test_deleted_delivery_is_not_taken_for_a_restore(sent):
    [first, second, _third] = sent.deliveries.order_by("pk")
    detection.record_progress(sent, first.pk)
    second.delete()
    assert reason(sent) == ""


def test_a_mailing_that_a_person_resumes_is_taken_as_it_is(sent):
    rewind(sent)
    mailings.pause(sent, detection.objection(sent).reason)
    mailings.resume(sent)
    assert reason(sent) == ""

    [first, *_rest] = sent.deliveries.order_by("pk")
    try_once(first)
    detection.record_progress(sent, first.pk)
    assert reason(sent) == ""
    rewind(sent)
    assert reason(sent) == RESTORED


def test_resuming_a_mailing_that_is_whole_keeps_its_note(sent):
    detection.accept_database(sent)
    rewind(sent)
    assert reason(sent) == RESTORED


def test_resuming_in_a_copy_does_not_answer_for_what_a_backup_has_forgotten(sent, therapy):
    therapy(MAIL_ENVIRONMENT="restored")
    rewind(sent)
    objection = detection.objection(sent)
    mailings.pause(sent, objection.reason, place=objection.place)
    mailings.resume(sent)
    assert reason(sent) == RESTORED


def notes(state_folder):
    return [path.read_bytes() for path in (state_folder / "mailings").iterdir()]


def test_notes_hold_nothing_but_ids(sent, state_folder):
    [second] = sent.deliveries.order_by("pk").values_list("pk", flat=True)[1:2]
    assert notes(state_folder) == [b"\n%d;" % second]
    assert str(sent.uuid) not in "".join(path.name for path in state_folder.rglob("*"))


def test_a_note_that_a_power_cut_tore_is_not_read(sent, state_folder):
    [note] = (state_folder / "mailings").iterdir()
    with note.open("ab") as file:
        file.write(b"\n9")
    assert detection._noted(sent) == [sent.deliveries.order_by("pk")[1].pk]
    detection.record_progress(sent, 7)
    assert detection._noted(sent) == [sent.deliveries.order_by("pk")[1].pk, 7]


def test_of_a_long_note_the_end_is_read(state_folder, mailing):
    state_dir.append(
        state_dir.folder("mailings") / detection._note_name(mailing),
        b"".join(b"\n%d;" % number for number in range(1_000_000, 1_100_000)),
    )
    noted = detection._noted(mailing)
    assert noted == list(range(1_100_000 - len(noted), 1_100_000))
    assert 200 <= len(noted) <= 250


def test_prune_deletes_notes_that_no_mailing_needs(sent, state_folder, therapy):
    [note] = (state_folder / "mailings").iterdir()
    for age, number in [(timedelta(days=8), 1), (timedelta(days=10), 0)]:
        time = (timezone.now() - age).timestamp()
        os.utime(note, (time, time))
        detection.prune()
        assert len(notes(state_folder)) == number


def test_a_folder_that_is_lost_while_a_mailing_runs_does_not_stop_it_for_its_notes(
    sent, state_folder
):
    for path in (state_folder / "mailings").iterdir():
        path.unlink()
    assert reason(sent) == ""


def test_notes_that_could_not_be_deleted_do_not_count(sent, monkeypatch):
    # Root may write everywhere, so a folder that takes nothing can't be made for every tester.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    rewind(sent)
    assert reason(sent) == ""
