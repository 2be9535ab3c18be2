"""Where a user decides about the mail of a post without publishing it once more."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.newsletter import editors, rows
from tests.testapp.models import HomePage
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.newsletter.sending import mailed_pages


@pytest.fixture
def wished(make_post, ada):
    post = make_post(choice=None)
    rows.answer(post, "send", ada.user)
    return post


def url(page):
    return reverse("wagtail_therapy_mail_decision", args=[page.pk])


def decide(person, page, choice):
    return person.client.post(url(page), {"choice": choice})


def answer():
    return PostMailIntent.objects.values_list("choice", "set_by__email").get()


def test_page_says_what_is_wished_and_changes_nothing(mo, wished, site):
    rows.subscribers(site, 2)
    rows.publish(wished)
    text = " ".join(editors.parsed(mo.client.get(url(wished))).select_one("main").text.split())
    assert "ada@host.example has asked for “On endings” to be emailed to subscribers." in text
    assert "2 readers would get it." in text
    assert (answer(), Mailing.objects.count()) == (("asked", "ada@host.example"), 0)


def test_page_has_a_breadcrumb_with_the_post_and_the_question(mo, wished):
    path = editors.parsed(mo.client.get(url(wished))).select_one("nav[aria-label=Breadcrumb]")
    names = [" ".join(one.text.split()) for one in path.select("li")]
    assert names == ["Home", "On endings", "Email this to subscribers?"]


def test_yes_mails_a_post_that_is_live(mo, wished):
    rows.publish(wished)
    response = decide(mo, wished, "send")
    mailing = Mailing.objects.get()
    assert (response["Location"], mailing.state) == (mailing.get_absolute_url(), "held")
    assert (mailing.created_by, answer()) == (mo.user, ("send", "mo@host.example"))


def test_yes_rings_for_a_worker(mo, wished, django_capture_on_commit_callbacks):
    rows.publish(wished)
    with django_capture_on_commit_callbacks() as callbacks:
        decide(mo, wished, "send")
    assert len([callback for callback in callbacks if "newsletter" in callback.__module__]) == 1


def test_yes_to_a_draft_mails_it_when_it_is_published(mo, wished):
    response = decide(mo, wished, "send")
    assert editors.messages_after(mo.client, response) == [
        "“On endings” will be emailed to 0 readers when it is published."
    ]
    assert Mailing.objects.count() == 0
    rows.publish(wished)
    assert Mailing.objects.get().state == "held"


@pytest.mark.parametrize("is_live", [True, False])
def test_no_mails_nothing(mo, wished, is_live):
    if is_live:
        rows.publish(wished)
    response = decide(mo, wished, "dont")
    assert editors.messages_after(mo.client, response) == ["It will not be emailed."]
    rows.publish(wished)
    assert (answer(), Mailing.objects.count()) == (("dont", "mo@host.example"), 0)


def test_private_post_is_not_mailed(mo, wished, site):
    rows.publish(wished)
    PageViewRestriction.objects.create(page=site.root_page, restriction_type="login")
    messages = editors.messages_after(mo.client, decide(mo, wished, "send"))
    assert (messages, Mailing.objects.count()) == (
        ["It won’t be emailed, because not everyone can read it."],
        0,
    )


def test_what_is_queued_is_stopped_at_its_mailing(mo, make_post):
    post = rows.publish(make_post())
    response = mo.client.get(url(post))
    assert response["Location"] == Mailing.objects.get().get_absolute_url()


def test_answer_that_is_none_is_asked_for_again(mo, wished):
    assert decide(mo, wished, "all").status_code == 200
    assert answer() == ("send", "ada@host.example")


def test_user_who_may_not_publish_decides_nothing(ada, wished):
    rows.publish(wished)
    # Wagtail answers with its own page, which says so.
    assert decide(ada, wished, "send")["Location"] == reverse("wagtailadmin_home")
    assert (answer(), Mailing.objects.count()) == (("asked", "ada@host.example"), 0)


def test_page_of_another_type_has_nothing_to_decide(editor_client, site):
    page = site.root_page.add_child(instance=HomePage(title="Section"))
    assert editor_client.get(url(page)).status_code == 404


def test_history_of_the_page_says_who_asked_and_who_decided(ada, mo, make_post):
    post = make_post(choice=None)
    for user, choice in [(ada.user, "send"), (mo.user, "send"), (mo.user, "dont")]:
        mailed_pages.decide(post, choice, user)
    page = editors.parsed(mo.client.get(f"/admin/pages/{post.pk}/history/")).get_text(" ")
    sentences = [
        "Decided not to email it to subscribers",
        "Decided to email it to subscribers",
        "Asked for it to be emailed to subscribers",
    ]
    assert [page.count(one) for one in sentences] == [1, 1, 1]
