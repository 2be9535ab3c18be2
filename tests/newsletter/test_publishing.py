"""In each way to publish a post: whose yes emails it, and the message about the email."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from tests.newsletter import editors, publishing, rows
from tests.pages.api import HAS_ADMIN_API, HAS_V3
from tests.testapp.models import JournalEntry
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent

TOMORROW = timedelta(days=1)


@pytest.fixture
def mo(site):
    """May publish, and approve what is submitted."""
    return publishing.person(site, "mo", "add_page", "change_page", "publish_page")


@pytest.fixture
def orla(site):
    """May publish as well, and is not there when the post is published."""
    return publishing.person(site, "orla", "change_page", "publish_page")


@pytest.fixture
def write(make_post, site):
    """Return a function that makes a draft with a user's yes, for a list of two readers."""

    def write(giver, **fields):
        rows.subscribers(site, 2)
        post = make_post(choice=None, **fields)
        rows.answer(post, "send", giver.user)
        post.save_revision(user=giver.user)
        return post

    return write


def by_form(mo, post):
    return publishing.publish_in_form(mo, post, post.post_authors.get().author)


def by_bulk_action(mo, post):
    return publishing.publish_in_bulk(mo, post)


def by_approval_on_the_dashboard(mo, post):
    publishing.moderated(Page.objects.get(pk=post.pk).get_site(), mo).start(post, mo.user)
    return publishing.approve_on_dashboard(mo, post)


def by_approval_in_the_form(mo, post):
    publishing.moderated(Page.objects.get(pk=post.pk).get_site(), mo).start(post, mo.user)
    return publishing.approve_in_form(mo, post, post.post_authors.get().author)


def by_version_of_the_history(mo, post):
    first = post.get_latest_revision()
    post.save_revision(user=mo.user)
    data = editors.edited(post, post.post_authors.get().author, **publishing.PUBLISH)
    return mo.client.post(editors.edit_url(post), data | {"revision": first.pk})


def by_admin_api(mo, post):
    assert publishing.publish_by_admin_api(mo, post).status_code == 200
    return {"Location": "/admin/"}


def by_api_v3(mo, post):
    assert publishing.publish_by_api_v3(mo, post).status_code == 200
    return {"Location": "/admin/"}


def by_publishing_again(mo, post):
    post.save_revision().publish()
    post.refresh_from_db()
    mo.client.post(f"/admin/pages/{post.pk}/unpublish/")
    return by_bulk_action(mo, post)


DOORS = [
    by_form,
    by_bulk_action,
    by_approval_on_the_dashboard,
    by_approval_in_the_form,
    by_version_of_the_history,
    pytest.param(by_admin_api, marks=HAS_ADMIN_API),
    by_publishing_again,
    pytest.param(by_api_v3, marks=[HAS_V3, pytest.mark.urls("tests.api_and_admin_urls")]),
]


def mailed():
    return [(mailing.page.title, mailing.state) for mailing in Mailing.objects.all()]


def email_messages(person, response):
    found = editors.messages_after(person.client, response)
    return [text for text in found if "emailed" in text]


NOT_EMAILED = (
    "ada@host.example has asked for “On endings” to be emailed to subscribers. "
    "It was not emailed. Email it now"
)


@pytest.mark.parametrize("publish", DOORS)
def test_request_by_a_user_who_may_not_publish_sends_nothing_but_a_message(ada, mo, write, publish):
    post = write(ada)
    response = publish(mo, post)
    post.refresh_from_db()

    # What was mailed once and withdrawn stays so.
    assert (post.live, [one for one in mailed() if one[1] == "held"]) == (True, [])
    assert email_messages(mo, response) == [NOT_EMAILED]


@pytest.mark.parametrize("publish", DOORS)
def test_yes_by_a_user_who_may_publish_queues_the_mailing_with_a_message(orla, mo, write, publish):
    post = write(orla)
    response = publish(mo, post)

    assert mailed() == [("On endings", "held")]
    [message] = email_messages(mo, response)
    assert message.startswith("At ")
    assert message.endswith("“On endings” will be emailed to 2 readers. Send now or cancel")


def test_new_post_is_mailed_by_the_yes_of_who_publishes_it(mo, site, author):
    data = editors.entry(author, mail_choice="send", **publishing.PUBLISH)
    _post, response = editors.create(mo.client, site, data)
    assert (mailed(), len(email_messages(mo, response))) == ([("On endings", "held")], 1)


def test_new_post_of_who_may_not_publish_stays_a_draft_with_a_wish(ada, site, author):
    data = editors.entry(author, mail_choice="send", **publishing.PUBLISH)
    post, _response = editors.create(ada.client, site, data)
    assert (post.live, mailed(), PostMailIntent.objects.get().is_wish_for(post)) == (
        False,
        [],
        True,
    )


SCHEDULED = {
    "ada": "ada@host.example has asked for “On endings” to be emailed to subscribers. "
    "Without your answer it will only be published. Decide",
    "orla": "“On endings” goes live on {day}, and will then be emailed to 2 readers. "
    "Do not email it",
}


@pytest.mark.parametrize(("giver", "result"), [("ada", []), ("orla", [("On endings", "held")])])
def test_scheduled_post_follows_the_rule_when_it_goes_live(
    request, mo, write, author, time_machine, giver, result
):
    time_machine.move_to("2026-11-30 08:00Z", tick=False)
    post = write(request.getfixturevalue(giver))
    response = publishing.publish_in_form(mo, post, author, go_live_at="2026-12-01 09:00")
    message = SCHEDULED[giver].format(day="Dec. 1, 2026, 9 a.m.")
    assert (email_messages(mo, response), mailed()) == ([message], [])
    assert message in " ".join(editors.parsed(mo.client.get("/admin/")).get_text(" ").split())

    time_machine.move_to("2026-12-01 09:01Z", tick=False)
    call_command("publish_scheduled")
    assert mailed() == result


def test_scheduled_post_is_not_mailed_when_its_giver_may_publish_no_more(
    orla, mo, write, author, time_machine
):
    post = write(orla)
    later = timezone.now() + TOMORROW
    publishing.publish_in_form(mo, post, author, go_live_at=later.strftime("%Y-%m-%d %H:%M"))
    orla.user.groups.clear()

    time_machine.move_to(later + TOMORROW)
    call_command("publish_scheduled")
    post.refresh_from_db()
    assert (post.live, mailed()) == (True, [])


@pytest.mark.parametrize("giver", ["ada", "orla"])
def test_copy_that_is_published_at_once_carries_no_answer(request, mo, write, site, giver):
    post = write(request.getfixturevalue(giver))
    rows.publish(post)
    Mailing.objects.all().delete()
    data = {"new_title": "A copy", "new_slug": "copy", "new_parent_page": site.root_page.pk}
    response = mo.client.post(
        f"/admin/pages/{post.pk}/copy/", data | {"publish_copies": "on", "copy_subpages": ""}
    )
    copy = JournalEntry.objects.get(slug="copy")
    [message] = email_messages(mo, response)
    assert (copy.live, mailed()) == (True, [])
    assert message.startswith("“A copy” was not emailed to subscribers, because no one chose")


def test_yes_of_who_approves_in_the_form_decides(ada, mo, write, site, author):
    post = write(ada)
    publishing.moderated(site, mo).start(post, ada.user)
    publishing.approve_in_form(mo, post, author, mail_choice="send")
    assert (mailed(), PostMailIntent.objects.get().set_by) == ([("On endings", "held")], mo.user)


def test_who_may_approve_and_not_publish_decides_nothing(ada, write, site, author):
    post = write(ada)
    publishing.moderated(site, ada).start(post, ada.user)
    response = publishing.approve_in_form(ada, post, author, mail_choice="send")
    post.refresh_from_db()
    assert (response.status_code, post.live, mailed()) == (302, False, [])


@pytest.mark.parametrize(
    "publish",
    [
        by_bulk_action,
        by_approval_on_the_dashboard,
        pytest.param(by_admin_api, marks=HAS_ADMIN_API),
    ],
)
def test_hints_on_what_readers_miss_come_by_every_door(ada, mo, write, publish):
    response = publish(mo, write(ada))
    hints = [text for text in editors.messages_after(mo.client, response) if "None chosen" in text]
    assert len(hints) == 1


def test_message_about_the_email_is_shown_once(orla, mo, write):
    response = by_bulk_action(mo, write(orla))
    assert len(email_messages(mo, response)) == 1
    assert email_messages(mo, {"Location": "/admin/"}) == []


def test_autosave_shows_no_message(mo, orla, write, author):
    post = write(orla)
    data = editors.edited(post, author, title="On ends")
    headers = {"accept": "application/json"}
    response = mo.client.post(editors.edit_url(post), data, headers=headers)
    assert json.loads(response.content)["success"] is True
    assert email_messages(mo, {"Location": "/admin/"}) == []
