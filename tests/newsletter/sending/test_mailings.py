"""A mailing as a whole: what stops it, what takes it up again, and what it says."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from tests.newsletter import rows
from tests.testapp.models import HomePage, JournalEntry
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import deliveries, mailings, preparation
from wagtail_therapy.newsletter.signals import mailing_finished

State = Mailing.State


def set_state(mailing, **changes):
    Mailing.objects.filter(pk=mailing.pk).update(**changes)
    mailing.refresh_from_db()


def ago(**time):
    return timezone.now() - timedelta(**time)


def work(mailing):
    """Let workers have their turns; return the state in the end."""
    mailing.refresh_from_db()
    while deliveries.work_on(mailing):
        pass
    mailing.refresh_from_db()
    return mailing.state


@pytest.fixture
def three_readers(site):
    return rows.subscribers(site, 3)


def test_nothing_is_sent_while_a_mailing_is_held(mailing, three_readers, mailoutbox):
    set_state(mailing, not_before=timezone.now() + timedelta(minutes=1))
    assert (deliveries.sweep(), mailoutbox) == ([], [])


def test_send_now_ends_the_hold(mailing, three_readers):
    set_state(mailing, not_before=timezone.now() + timedelta(minutes=1))
    assert mailings.send_now(mailing) is True
    assert deliveries.sweep() == [mailing]


def test_send_now_is_too_late_for_what_was_cancelled(mailing):
    mailings.cancel(mailing)
    assert mailings.send_now(mailing) is False
    assert mailing.state == State.CANCELLED


def test_cancel_stops_a_mailing_for_good(mailing, three_readers, editor, mailoutbox):
    assert mailings.cancel(mailing, user=editor) is True
    assert (mailing.state, mailing.cancelled_by) == (State.CANCELLED, editor)
    assert (work(mailing), mailoutbox) == (State.CANCELLED, [])
    assert mailings.cancel(mailing) is False


@pytest.mark.parametrize("state", sorted(set(State.values) - set(Mailing.UNFINISHED)))
def test_cancel_leaves_alone_what_is_over(mailing, state):
    set_state(mailing, state=state)
    assert (mailings.cancel(mailing), mailing.state) == (False, state)


def test_reschedule_holds_a_cancelled_mailing_again(mailing, three_readers, mailoutbox):
    mailings.pause(mailing, "By hand.")
    mailings.cancel(mailing)
    assert mailings.reschedule(mailing) is True
    assert (mailing.state, mailing.finished_at) == (State.HELD, None)
    assert (mailing.cancelled_by, mailing.paused_reason) == (None, "")
    assert mailing.not_before > timezone.now() + timedelta(minutes=9)

    set_state(mailing, not_before=timezone.now())
    assert (work(mailing), len(mailoutbox)) == (State.FINISHED, 3)


def test_reschedule_includes_readers_who_joined_since(mailing, site, mailoutbox):
    mailings.cancel(mailing)
    rows.subscriber(site, confirmed_at=timezone.now())
    mailings.reschedule(mailing)
    set_state(mailing, not_before=timezone.now())
    assert (work(mailing), len(mailoutbox)) == (State.FINISHED, 1)


def test_take_up_again_mails_the_post_as_it_is_now(mailing, three_readers, mailoutbox):
    begun = Mailing.objects.get()
    preparation._freeze_content(begun)
    mailings.cancel(begun)
    JournalEntry.objects.update(title="On beginnings")
    mailings.reschedule(begun)
    set_state(begun, not_before=timezone.now())
    work(begun)
    assert {message.subject for message in mailoutbox} == {"On beginnings"}


def test_reschedule_refuses_a_mailing_that_was_sent_to_a_reader(mailing, three_readers):
    work(mailing)
    set_state(mailing, state=State.CANCELLED)
    assert mailings.reschedule(mailing) is False


@pytest.mark.parametrize("wait", [timedelta(), timedelta(hours=49)])
def test_pause_and_resume_lose_no_reader(mailing, three_readers, mailoutbox, wait):
    mailings.pause(mailing, "By hand.")
    set_state(mailing, not_before=ago(hours=1), not_after=timezone.now() - wait)
    assert (work(mailing), mailing.paused_reason) == (State.PAUSED, "By hand.")

    assert mailings.resume(mailing) is True
    assert (mailing.state, mailing.paused_reason) == (State.HELD, "")
    assert (work(mailing), len(mailoutbox)) == (State.FINISHED, 3)


def test_resume_sends_also_what_was_paused_for_days(mailing, three_readers, mailoutbox):
    preparation.prepare(mailing)
    mailings.pause(mailing, "The mail server failed.")
    set_state(mailing, frozen_at=ago(days=5), not_after=ago(days=3), heartbeat_at=ago(days=5))

    mailings.resume(mailing)

    assert (work(mailing), len(mailoutbox)) == (State.FINISHED, 3)


@pytest.mark.parametrize("state", sorted(set(State.values) - {State.PAUSED}))
def test_resume_leaves_alone_what_is_not_paused(mailing, state):
    set_state(mailing, state=state)
    assert (mailings.resume(mailing), mailing.state) == (False, state)


def test_pause_cuts_a_long_reason(mailing):
    mailings.pause(mailing, "x" * 1000)
    assert mailing.paused_reason == "x" * 400


def test_a_mailing_found_days_too_late_expires(mailing, three_readers, mailoutbox):
    set_state(mailing, not_before=ago(hours=50), not_after=ago(hours=2))
    assert (work(mailing), mailoutbox) == (State.EXPIRED, [])
    assert mailings.reschedule(mailing) is True


def test_a_mailing_interrupted_for_days_waits_for_a_person(mailing, three_readers, mailoutbox):
    preparation.prepare(mailing)
    set_state(mailing, frozen_at=ago(hours=50), not_after=ago(hours=2), heartbeat_at=ago(hours=49))
    assert (work(mailing), mailoutbox) == (State.PAUSED, [])
    assert mailing.paused_reason == (
        "It was interrupted for a long time. Resume it if it’s still timely."
    )


def withdraw_by(way, post):
    if way == "unpublished":
        JournalEntry.objects.filter(pk=post.pk).update(live=False)
    elif way == "moved to another site":
        root = Page.get_first_root_node()
        other = root.add_child(instance=HomePage(title="Other", slug="other"))
        Site.objects.create(hostname="other.example", root_page=other)
        post.move(other, pos="last-child")
    elif way == "deleted":
        JournalEntry.objects.filter(pk=post.pk).delete()
    else:
        PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize("way", ["unpublished", "deleted", "private", "moved to another site"])
def test_a_post_withdrawn_during_the_hold_is_not_mailed(mailing, three_readers, mailoutbox, way):
    withdraw_by(way, JournalEntry.objects.get())
    assert (work(mailing), mailoutbox) == (State.CANCELLED, [])


def test_a_post_edited_during_the_hold_is_mailed_as_it_is_at_the_end(
    mailing, three_readers, mailoutbox
):
    post = JournalEntry.objects.get()
    post.title, post.excerpt = "On beginnings", "Another excerpt."
    rows.publish(post)

    work(mailing)

    assert {message.subject for message in mailoutbox} == {"On beginnings"}
    assert "Another excerpt." in mailoutbox[0].body


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("sender_email", "No sender address. Set it under Settings → Practice."),
        ("postal_address", "No postal address. Set it under Settings → Practice."),
    ],
)
def test_practice_without_sender_details_sends_nothing(
    mailing, practice, three_readers, mailoutbox, field, reason
):
    value = getattr(practice, field)
    setattr(practice, field, "")
    practice.save()
    assert (work(mailing), mailing.paused_reason) == (State.PAUSED, reason)
    assert (mailing.total, mailoutbox) == (0, [])

    setattr(practice, field, value)
    practice.save()
    mailings.resume(mailing)
    assert (work(mailing), len(mailoutbox)) == (State.FINISHED, 3)


def test_a_mail_that_cannot_be_rendered_pauses(
    mailing, three_readers, settings, tmp_path, mailoutbox
):
    folder = tmp_path / "wagtail_therapy/newsletter/emails"
    folder.mkdir(parents=True)
    (folder / "post.html").write_text("{% url 'of_no_view' %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    assert work(mailing) == State.PAUSED
    assert mailing.paused_reason == "The email couldn’t be built: NoReverseMatch"
    assert (mailing.total, mailing.subject, mailoutbox) == (0, "", [])


def test_a_mailing_without_readers_is_finished_at_once(mailing, mailoutbox):
    assert (work(mailing), mailing.total, mailoutbox) == (State.FINISHED, 0, [])


def test_mailing_finished_signal_is_sent_once(mailing, three_readers):
    heard = []

    def listen(mailing, **kwargs):
        heard.append(mailing.pk)

    mailing_finished.connect(listen)
    work(mailing)
    work(mailing)
    mailing_finished.disconnect(listen)
    assert heard == [mailing.pk]
    assert mailing.finished_at is not None
