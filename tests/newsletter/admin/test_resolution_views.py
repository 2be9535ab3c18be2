"""What became of single recipients, settled on the page of a mailing."""

import pytest
from django.utils import timezone

from tests.newsletter import editors, rows
from tests.newsletter.mailing_pages import press, text, url
from tests.newsletter.unreadable_posts import delete, hide, unpublish
from wagtail_therapy.newsletter import audit_log
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import preparation

State = Delivery.State
RESULTS = [State.SENT, State.FAILED, State.FAILED, State.UNKNOWN]


@pytest.fixture
def ended(mailing, site):
    """A mailing that was sent to one of four readers, failed for two, and is unknown for one."""
    rows.subscribers(site, 4)
    preparation.prepare(mailing)
    for delivery, state in zip(mailing.deliveries.order_by("pk"), RESULTS, strict=True):
        Delivery.objects.filter(pk=delivery.pk).update(
            state=state,
            attempts=1,
            first_attempt_at=None if state == State.FAILED else timezone.now(),
        )
    Mailing.objects.update(state="finished_with_unknown", finished_at=timezone.now())
    mailing.refresh_from_db()
    mailing.recount()
    return mailing


def links(client, mailing):
    """Return the labels of what may be done for recipients, by the name of its address."""
    page = editors.parsed(client.get(url(mailing)))
    found = page.select("#therapy-results a")
    return {
        link["href"].strip("/").rpartition("/")[2]: " ".join(link.get_text().split())
        for link in found
    }


def ids(client, mailing, name):
    return editors.parsed(client.get(url(mailing, name))).select_one("input[name=ids]")["value"]


def answer(client, mailing, name, posted=None):
    """Press the button on the page that asks; return the states of the recipients."""
    posted = ids(client, mailing, name) if posted is None else posted
    client.post(url(mailing, name), {"ids": posted})
    mailing.refresh_from_db()
    return rows.states(mailing)


SETTLED = {
    "try_again": {"sent": 1, "queued": 2, "unknown": 1},
    "send_again": {"sent": 1, "failed": 2, "queued": 1},
    "mark_sent": {"sent": 2, "failed": 2},
}


def test_page_offers_what_can_be_settled(editor_client, ended):
    assert links(editor_client, ended) == {
        "mark_sent": "It arrived…",
        "send_again": "Send again…",
        "try_again": "Try again for 2 readers…",
    }


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        (
            "try_again",
            (
                "The email couldn’t be delivered to 2 readers. This tries once more. "
                "Try again for 2 readers No, go back"
            ),
        ),
        (
            "send_again",
            (
                "1 reader may have got this email already, and may get it a second time. "
                "Send it again to 1 reader No, go back"
            ),
        ),
        (
            "mark_sent",
            (
                "We don’t know whether 1 reader got this email. If you know that it arrived, "
                "from the reader or from the mail server’s log, you can say so here. "
                "Yes, it reached 1 reader No, go back"
            ),
        ),
    ],
)
def test_page_asks_with_the_number_first(editor_client, ended, name, asked):
    before = rows.states(ended)
    assert text(editor_client.get(url(ended, name))).endswith(asked)
    assert rows.states(ended) == before


@pytest.mark.parametrize("name", SETTLED)
def test_answer_settles_them_in_the_name_of_the_user(
    editor_client, editor, ended, name, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        assert answer(editor_client, ended, name) == SETTLED[name]
    [entry] = audit_log.entries(ended)
    number = 2 if name == "try_again" else 1
    assert (entry.action.rpartition(".")[2], entry.user, entry.data, len(callbacks)) == (
        name,
        editor,
        {"number": number},
        1,
    )
    settled = ended.deliveries.exclude(resolved_by="")
    assert {row.resolved_by for row in settled} == {f"user {editor.pk}"}


@pytest.mark.parametrize("name", SETTLED)
@pytest.mark.parametrize("posted", ["", "0", "²,x", "9" * 30])
def test_answer_settles_no_others_than_those_asked_about(editor_client, ended, name, posted):
    before = rows.states(ended)
    assert answer(editor_client, ended, name, posted) == before


def test_answer_that_comes_twice_emails_no_reader_twice(editor_client, ended):
    posted = ids(editor_client, ended, "try_again")
    answer(editor_client, ended, "try_again", posted)
    ended.deliveries.filter(state=State.QUEUED).update(state=State.SENT)
    Mailing.objects.update(state="finished_with_unknown")
    assert answer(editor_client, ended, "try_again", posted) == {"sent": 3, "unknown": 1}


@pytest.mark.parametrize(
    ("close", "message"),
    [
        (
            unpublish,
            "Readers can’t open the post, so it isn’t emailed again. Publish it first.",
        ),
        (delete, "The post was deleted, so it isn’t emailed again."),
        (
            hide,
            (
                "The post is private, so it isn’t emailed again: its readers couldn’t open it. "
                "Change who can see the page first."
            ),
        ),
    ],
)
def test_nothing_is_mailed_again_about_a_post_that_is_not_public(
    editor_client, ended, close, message
):
    close(ended.page)
    assert links(editor_client, ended) == {"mark_sent": "It arrived…"}
    assert text(editor_client.get(url(ended))).count(message) == 2
    pressed = press(editor_client, ended, "send_again")
    assert pressed == ("finished_with_unknown", [f"Nothing was changed. {message}"])
    assert asked(editor_client, ended, "send_again") == [message]


NOT_YET = "The mailing isn’t over yet. You can settle this once it has ended."
STOPPED = "The mailing was stopped for good, so it isn’t sent again."


def asked(client, mailing, name):
    """Go to the page that asks; return the messages on the way back to the mailing."""
    response = client.get(url(mailing, name))
    assert response["Location"] == url(mailing)
    return editors.messages_after(client, response)


@pytest.mark.parametrize("name", SETTLED)
@pytest.mark.parametrize("state", ["sending", "paused"])
def test_nothing_is_settled_before_the_mailing_is_over(editor_client, ended, name, state):
    posted = ids(editor_client, ended, name)
    Mailing.objects.update(state=state)
    before = rows.states(ended)

    assert (NOT_YET in text(editor_client.get(url(ended))), links(editor_client, ended)) == (
        True,
        {},
    )
    assert asked(editor_client, ended, name) == [NOT_YET]
    assert answer(editor_client, ended, name, posted) == before


@pytest.mark.parametrize("state", ["cancelled", "failed", "expired"])
@pytest.mark.parametrize("name", ["try_again", "send_again"])
def test_nothing_is_sent_again_that_was_stopped_for_good(editor_client, ended, name, state):
    Mailing.objects.update(state=state)
    assert asked(editor_client, ended, name) == [STOPPED]


def test_recipients_of_a_cancelled_mailing_can_be_marked_as_sent(editor_client, ended):
    Mailing.objects.update(state="cancelled")
    assert answer(editor_client, ended, "mark_sent") == {"sent": 2, "failed": 2}


@pytest.mark.parametrize("name", SETTLED)
def test_page_leads_back_and_says_what_is_so_where_none_are_left(editor_client, ended, name):
    ended.deliveries.update(state=State.SENT)
    ended.recount()
    [message] = asked(editor_client, ended, name)
    assert message.endswith("it was sent to all 4 readers.")


def test_page_says_why_not_all_are_tried_again(editor_client, ended):
    why = "We don’t try again for readers who have left"
    assert why not in text(editor_client.get(url(ended)))
    ended.deliveries.filter(state=State.FAILED).first().subscriber.unsubscribe()
    assert why in text(editor_client.get(url(ended)))
    assert links(editor_client, ended)["try_again"] == "Try again for 1 reader…"


def test_page_compares_with_the_recipients_that_are_still_written_down(editor_client, ended):
    ended.deliveries.filter(state=State.FAILED).last().delete()
    Mailing.objects.update(deleted_failed=1)
    assert "We don’t try again for" not in text(editor_client.get(url(ended)))
    assert links(editor_client, ended)["try_again"] == "Try again for 1 reader…"


def test_page_offers_nothing_for_recipients_that_were_deleted(editor_client, ended):
    ended.deliveries.all().delete()
    Mailing.objects.update(deleted_unknown=1, deleted_failed=2, deleted_sent=1)
    assert links(editor_client, ended) == {}
    assert "The email was handed over" not in text(editor_client.get(url(ended)))
