"""The buttons on a mailing's page in the admin."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.newsletter import editors, rows
from tests.newsletter.mailing_pages import ACTIONS, ASK_FIRST, buttons, press, text, url
from wagtail_therapy.newsletter.admin.mailing_summary import when
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import mailings


@pytest.fixture
def held(practice, make_post):
    """A mailing that is still held."""
    rows.subscribers(practice.site, 3)
    rows.publish(make_post())
    return Mailing.objects.get()


def test_send_now_asks_with_the_number_first(editor_client, held):
    assert "This sends the email to 3 readers now." in text(
        editor_client.get(url(held, "send_now"))
    )
    held.refresh_from_db()
    assert held.not_before > timezone.now()


def test_send_now_ends_the_hold(editor_client, held, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        assert press(editor_client, held, "send_now") == (
            "held",
            ["It’s about to be sent to 3 readers."],
        )
    assert held.not_before <= timezone.now()
    assert len(callbacks) == 1


def test_detail_promises_time_to_correct_only_while_it_waits(editor_client, held):
    is_correctable = ["Until then you can correct" in text(editor_client.get(url(held)))]
    rows.end_holds()
    is_correctable.append("Until then you can correct" in text(editor_client.get(url(held))))
    assert is_correctable == [True, False]


def test_send_now_asks_only_about_what_waits(editor_client, editor, held):
    mailings.cancel(held, editor)
    response = editor_client.get(url(held, "send_now"))
    assert response["Location"] == url(held)
    [message] = editors.messages_after(editor_client, response)
    assert message.endswith("cancelled it. No one got it.")


def test_cancel_says_who_did_it(editor_client, editor, held):
    state, [message] = press(editor_client, held, "cancel")
    assert (state, message.partition("m. ")[2]) == (
        "cancelled",
        "editor@host.example cancelled it. No one got it.",
    )
    assert held.cancelled_by == editor


@pytest.mark.parametrize(
    ("state", "sent", "unknown", "message"),
    [
        ("held", 0, 0, "No one has got it yet. 3 readers won’t get it."),
        ("freezing", 0, 0, "No one has got it yet. 3 readers won’t get it. {undo}"),
        ("sending", 40, 0, "40 readers have got it already. 772 readers won’t get it. {undo}"),
        ("paused", 1, 2, "1 reader has got it already. 809 readers won’t get it. {unknown} {undo}"),
    ],
)
def test_cancel_asks_with_the_numbers_first(editor_client, held, state, sent, unknown, message):
    undo = "You can’t undo this."
    doubt = "For 2 readers we don’t know whether it arrived."
    begun = {"frozen_at": timezone.now(), "total": 812, "sent": sent, "unknown": unknown}
    Mailing.objects.update(state=state, **begun if sent else {})
    page = editors.parsed(editor_client.get(url(held, "cancel")))
    form = page.select_one(f"form[action='{url(held, 'cancel')}']")
    label = "Yes, cancel the rest" if sent else "Yes, cancel the email"
    assert (form.find_previous("p").get_text(), form.button.get_text()) == (
        message.format(undo=undo, unknown=doubt),
        label,
    )
    assert Mailing.objects.get().state == state


def test_cancel_does_not_ask_about_what_is_over(editor_client, held):
    Mailing.objects.update(state="finished", total=3, sent=3, finished_at=timezone.now())
    response = editor_client.get(url(held, "cancel"))
    assert response["Location"] == url(held)
    [message] = editors.messages_after(editor_client, response)
    assert message.endswith("it was sent to all 3 readers.")


def test_rest_of_what_is_being_sent_is_cancelled(editor_client, held):
    Mailing.objects.update(state="sending", frozen_at=timezone.now(), total=3, sent=1)
    assert buttons(editor_client, held) == ["Pause", "Cancel the rest…"]
    Mailing.objects.update(state="paused")
    assert buttons(editor_client, held) == ["Resume", "Cancel the rest…"]
    assert press(editor_client, held, "cancel")[0] == "cancelled"


def test_pause_and_resume(editor_client, held):
    state, [message] = press(editor_client, held, "pause")
    who = "editor@host.example paused it. No one has got it yet."
    assert (state, message.partition("m. ")[2]) == ("paused", who)
    assert message in text(editor_client.get(url(held)))
    assert message in text(editor_client.get(editors.edit_url(held.page)))
    state, [message] = press(editor_client, held, "resume")
    assert (state, message.partition("m. ")[2]) == ("held", "it will be sent to 3 readers.")


def test_take_up_again(editor_client, held):
    mailings.cancel(held)
    state, [message] = press(editor_client, held, "reschedule")
    assert (state, message.partition("m. ")[2]) == ("held", "it will be sent to 3 readers.")
    assert held.not_before > timezone.now() + timedelta(minutes=9)


def test_post_that_is_not_live_is_not_sent_after_all(editor_client, held):
    mailings.cancel(held)
    held.page.unpublish()
    assert buttons(editor_client, held) == []
    assert "To send it after all, publish the post first." in text(editor_client.get(url(held)))
    assert press(editor_client, held, "reschedule")[0] == "cancelled"


@pytest.mark.parametrize(
    ("state", "seconds"), [("held", "5"), ("sending", "5"), ("paused", ""), ("finished", "")]
)
def test_detail_looks_again_while_the_mail_is_under_way(editor_client, held, state, seconds):
    Mailing.objects.update(state=state, not_before=timezone.now())
    page = editors.parsed(editor_client.get(url(held)))
    links = page.select("a[data-therapy-refresh]")
    assert page.select_one("[data-therapy-mailing]")["data-therapy-seconds"] == seconds
    assert [link["href"] for link in links] == [url(held)] * bool(seconds)


@pytest.mark.parametrize("name", ACTIONS)
def test_buttons_pressed_too_late_change_nothing(editor_client, held, name):
    Mailing.objects.update(
        state="finished", total=3, sent=3, finished_at=timezone.now() - timedelta(days=9)
    )
    state, [message] = press(editor_client, held, name)
    time = when(Mailing.objects.get().finished_at)
    assert (state, message) == (
        "finished",
        f"Nothing was changed. At {time} it was sent to all 3 readers.",
    )


@pytest.mark.parametrize("name", ACTIONS)
def test_buttons_need_a_post_with_a_csrf_token(editor, held, name):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(url(held, name)).status_code == 403
    # To settle there is nothing.
    status = dict.fromkeys(ASK_FIRST, 302) | {"send_now": 200, "cancel": 200}
    assert strict.get(url(held, name)).status_code == status.get(name, 405)
    held.refresh_from_db()
    assert held.state == "held"
