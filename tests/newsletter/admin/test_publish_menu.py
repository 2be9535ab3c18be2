"""The buttons that publish a post say whether it will be emailed."""

import json

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.action_menu import PublishMenuItem
from wagtail.models import PageViewRestriction, Workflow

from tests.newsletter import editors, publishing, rows
from tests.testapp.models import HomePage
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.practice.models import PracticeSettings

SEND, DONT = "Publish and email 2 readers", "Publish, no email"
LABELS = {"": "Publish", "send": SEND, "dont": DONT}


@pytest.fixture
def practice(practice):
    rows.subscribers(practice.site, 2)
    return practice


def button(response, selector="button[name=action-publish]"):
    """Return what a button says, and what it would say with each answer; None without answers."""
    found = editors.parsed(response).select_one(selector)
    marked = found.select_one("[data-therapy-labels]")
    labels = marked and json.loads(marked["data-therapy-labels"])
    return " ".join(found.get_text().split()), labels


def button_label(client, post, selector="button[name=action-publish]"):
    return button(client.get(editors.edit_url(post)), selector)[0]


@pytest.mark.parametrize(("choice", "label"), [(None, "Publish"), ("send", SEND), ("dont", DONT)])
def test_button_says_the_answer(editor_client, practice, make_post, choice, label):
    response = editor_client.get(editors.edit_url(make_post(choice=choice)))
    assert button(response) == (label, LABELS)


def test_button_says_how_many_readers_there_are_now(editor_client, practice, make_post):
    post = make_post()
    rows.subscriber(practice.site, status="pending")
    Subscriber.objects.filter(status="active").first().unsubscribe()
    assert button_label(editor_client, post) == "Publish and email 1 reader"


def test_button_of_a_new_post_says_what_comes_back_with_errors(editor_client, practice, author):
    add = editors.add_url(practice.site.root_page)
    assert button(editor_client.get(add)) == (
        "Publish",
        {"": "Publish", "send": SEND, "dont": DONT},
    )
    answered = editors.entry(author, title="", mail_choice="send")
    assert button(editor_client.post(add, answered))[0] == SEND


def labels(client, post):
    """Return what all buttons say, the main one first."""
    found = editors.parsed(client.get(editors.edit_url(post))).select("footer button")
    button_texts = [" ".join(one.get_text().split()) for one in found]
    return [label for label in button_texts if label != "More actions"]


DATED = {"go_live_at": "2100-01-01T09:00Z"}


def test_button_of_a_post_with_a_date_is_the_main_one(editor_client, practice, make_post):
    # Wagtail's migrations make one.
    Workflow.objects.update(active=False)
    assert labels(editor_client, make_post(**DATED)) == [
        "Schedule to publish and email 2 readers",
        "Save draft",
    ]
    assert labels(editor_client, make_post("Without"))[0] == "Save draft"


def test_button_of_a_post_with_a_date_waits_for_the_workflow(practice, make_post, mo):
    post = make_post(**DATED)
    post.save_revision()
    publishing.moderated(practice.site, mo).start(post, mo.user)
    assert not labels(mo.client, post)[0].startswith("Schedule")


def test_button_of_an_older_version(editor_client, practice, make_post):
    post = make_post(choice="dont")
    revision = post.save_revision()
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[post.pk, revision.pk])
    assert button(editor_client.get(revert))[0] == "Publish this version, no email"


def hide(post):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)


def forget_sender(post):
    PracticeSettings.objects.update(sender_email="")


@pytest.mark.parametrize("prevent", [rows.publish, hide, forget_sender])
def test_button_is_wagtails_where_no_answer_would_count(
    editor_client, practice, make_post, prevent
):
    post = make_post()
    prevent(post)
    assert button(editor_client.get(editors.edit_url(post))) == ("Publish", None)


def test_button_of_a_withdrawn_post_says_the_answer(editor_client, practice, make_post):
    post = rows.publish(make_post())
    post.unpublish()
    assert button_label(editor_client, post) == SEND


def test_button_of_other_pages_is_wagtails(editor_client, practice):
    home = practice.site.root_page
    child = home.add_child(instance=HomePage(title="Child", slug="child"))
    add = reverse("wagtailadmin_pages:add", args=["testapp", "homepage", home.pk])
    for address in (editors.edit_url(child), add):
        assert button(editor_client.get(address)) == ("Publish", None)


def test_wish_of_another_user_is_no_answer(practice, make_post, ada, mo):
    post = make_post(choice=None)
    rows.answer(post, "send", ada.user)
    assert button_label(mo.client, post) == "Publish"


APPROVALS = {
    "": "Approve and Publish",
    "send": "Approve and Publish and email 2 readers",
    "dont": "Approve and Publish, no email",
}


@pytest.mark.parametrize("choice", [None, "send", "dont"])
def test_last_approval_says_the_answer(practice, make_post, mo, choice):
    post = make_post(choice=choice)
    post.save_revision()
    publishing.moderated(practice.site, mo).start(post, mo.user)
    response = mo.client.get(editors.edit_url(post))
    found = button(response, "button[data-workflow-action-name=approve]")
    assert found == (APPROVALS[choice or ""], APPROVALS)


def test_button_that_a_host_has_changed_stays_as_it_is(editor_client, practice, make_post):
    class HostsItem(PublishMenuItem):
        label = "Go"

    def change(items, request, context):
        items[:] = [HostsItem() if item.name == "action-publish" else item for item in items]

    with hooks.register_temporarily("construct_page_action_menu", change):
        response = editor_client.get(editors.edit_url(make_post()))
    assert button(response) == ("Go", None)


@pytest.mark.parametrize("is_scheduled", [True, False])
def test_publish_button_is_made_like_wagtails(is_scheduled):
    label = "Schedule to publish" if is_scheduled else "Publish"
    context = {"label": "Publish", "icon_name": "upload", "is_scheduled": is_scheduled}
    expected = render_to_string("wagtailadmin/pages/action_menu/publish.html", context)
    ours = "wagtail_therapy/newsletter/admin/publish_item.html"
    found = render_to_string(ours, context | {"label": label, "labels": "{}"})
    assert plain(found) == plain(expected)


def plain(html):
    """Return a button's HTML without what ours adds to it."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select("[data-therapy-labels]"):
        del element["data-therapy-labels"]
    return " ".join(str(soup).split())
