"""What the editor reads after publishing."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.newsletter import editors, rows
from wagtail_therapy.newsletter.models import Mailing

PUBLISH = {"action-publish": "yes"}


@pytest.fixture(autouse=True)
def noon(therapy):
    """End each hold at half past twelve, London time."""
    now = timezone.now()
    end = now.replace(hour=12, minute=30, second=0)
    therapy(MAIL_HOLD=end + timedelta(days=1) - now, MAIL_STALE_AFTER=timedelta(days=2))


def messages_about_email(client, site, author, **answers):
    """Publish an entry in the create view; return the messages about its email."""
    _post, response = editors.create(client, site, editors.entry(author, **answers))
    return [message for message in editors.messages_after(client, response) if "email" in message]


def test_publish_message_says_when_the_post_is_emailed(editor_client, site, author):
    [message] = messages_about_email(editor_client, site, author, mail_choice="send", **PUBLISH)
    end = timezone.localtime(Mailing.objects.get().not_before)
    # Not today, so the day is named.
    time = f"{end.hour % 12 or 12}:30 p.m. on {date_format(end)}"
    assert message.startswith(f"At {time} “On endings” will be emailed to 0 readers.")


def test_publishing_leads_to_the_mailing(editor_client, site, author):
    data = editors.entry(author, mail_choice="send", **PUBLISH)
    _post, response = editors.create(editor_client, site, data)
    page = editors.parsed(editor_client.get(response["Location"]))
    [button] = page.select(f".messages a[href='{Mailing.objects.get().get_absolute_url()}']")
    assert button.get_text(strip=True) == "Send now or cancel"


@pytest.mark.parametrize(
    "answers",
    [
        {"mail_choice": "dont", **PUBLISH},
        {"mail_choice": "send"},
    ],
)
def test_publish_message_is_silent_when_no_email_is_sent(editor_client, site, author, answers):
    assert messages_about_email(editor_client, site, author, **answers) == []


def test_publish_message_says_that_a_post_without_an_answer_is_not_emailed(
    editor_client, site, author
):
    assert messages_about_email(editor_client, site, author, **PUBLISH) == [
        "“On endings” was not emailed to subscribers, because no one chose yes or no. Email it now"
    ]


def test_later_version_of_a_post_without_an_answer_is_no_news(editor_client, make_post, author):
    post = rows.publish(make_post(choice=None))
    long_ago = timezone.now() - timedelta(days=1)
    type(post).objects.update(first_published_at=long_ago)
    data = editors.edited(post, author, **PUBLISH)
    data["first_published_at"] = f"{long_ago:%Y-%m-%d %H:%M}"
    response = editor_client.post(editors.edit_url(post), data)
    assert [
        message
        for message in editors.messages_after(editor_client, response)
        if "emailed" in message
    ] == []


@pytest.mark.parametrize(("state", "times"), [("held", 1), ("finished", 0), ("cancelled", 0)])
def test_publish_message_is_repeated_only_while_the_mailing_is_held(
    editor_client, editor, make_post, author, state, times
):
    post = rows.publish(make_post())
    Mailing.objects.update(state=state, is_cancelled_by_person=True)
    response = editor_client.post(editors.edit_url(post), editors.edited(post, author, **PUBLISH))
    messages = [
        message for message in editors.messages_after(editor_client, response) if "email" in message
    ]
    assert len(messages) == times
