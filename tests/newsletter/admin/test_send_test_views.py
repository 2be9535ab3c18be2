"""Where an editor sends a test of a post's email to people of the practice."""

import pytest
from django.urls import reverse

from tests.mail_settings import smtp_settings
from tests.newsletter import editors
from tests.testapp.models import HomePage
from wagtail_therapy.newsletter.models import Delivery, Mailing, Subscriber
from wagtail_therapy.practice.models import PracticeSettings


def url(page):
    return reverse("wagtail_therapy_send_test", args=[page.pk])


def send(person, page, *addresses):
    return person.client.post(url(page), {"addresses": addresses})


def shown(person, page):
    return editors.parsed(person.client.get(url(page))).select_one("main")


def test_form_offers_addresses_of_the_user_and_of_the_practice(ada, practice, make_post):
    form = shown(ada, make_post(choice=None))
    boxes = form.select("input[name=addresses]")
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [
        ("ada@host.example", True),
        ("posts@host.example", False),
    ]


def test_test_is_the_email_as_it_was_last_saved(ada, practice, make_post, smtp_server):
    post = make_post(choice=None)
    post.title = "On beginnings"
    post.save_revision()
    response = send(ada, post, "ada@host.example", "posts@host.example")
    assert editors.messages_after(ada.client, response) == [
        "A test is on its way to ada@host.example and posts@host.example."
    ]
    got = [(one.rcpt_tos, one.parsed["Subject"]) for one in smtp_server.messages()]
    assert got == [
        (["ada@host.example"], "[Test] On beginnings"),
        (["posts@host.example"], "[Test] On beginnings"),
    ]
    assert [model.objects.count() for model in (Subscriber, Mailing, Delivery)] == [0, 0, 0]


def test_unsubscribe_link_of_a_test_unsubscribes_no_one(ada, practice, make_post, smtp_server):
    send(ada, make_post(choice=None), "ada@host.example")
    [message] = smtp_server.messages()
    path = message.parsed["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert ada.client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_strangers_get_no_test(ada, practice, make_post, smtp_server):
    response = send(ada, make_post(choice=None), "stranger@mail.example")
    assert (response.status_code, smtp_server.messages()) == (200, [])


def test_no_address_is_asked_for(ada, practice, make_post, smtp_server):
    response = send(ada, make_post(choice=None))
    assert "Choose an address." in response.content.decode()


def test_test_is_possible_before_the_settings_are_filled(ada, make_post, smtp_server, settings):
    settings.DEFAULT_FROM_EMAIL = "Host <hello@host.example>"
    post = make_post(choice=None)
    PracticeSettings.objects.update(sender_email="", postal_address="")
    warning = shown(ada, post).select(".help-warning li")
    assert [one.get_text(strip=True) for one in warning] == [
        "No sender address. Set it under Settings → Practice.",
        "No postal address. Set it under Settings → Practice.",
    ]
    send(ada, post, "ada@host.example")
    assert [one.mail_from for one in smtp_server.messages()] == ["hello@host.example"]


def test_refused_test_says_why(ada, practice, make_post, use_mail_settings):
    use_mail_settings(smtp_settings("127.0.0.1", 1))
    response = send(ada, make_post(choice=None), "ada@host.example")
    assert editors.messages_after(ada.client, response) == [
        (
            "No test was sent to ada@host.example: there was a technical fault. Ask the person who "
            "looks after your site."
        )
    ]


def test_user_without_an_address_sees_where_to_add_one(ada, make_post):
    post = make_post(choice=None)
    PracticeSettings.objects.update(sender_email="", email="")
    type(ada.user).objects.filter(pk=ada.user.pk).update(email="")
    assert reverse("wagtailadmin_account") in str(shown(ada, post))


def test_user_who_may_not_edit_sends_no_test(site, practice, make_post, smtp_server):
    stranger = editors.member(site)
    response = stranger.post(url(make_post(choice=None)), {"addresses": ["member@host.example"]})
    assert (response["Location"], smtp_server.messages()) == (reverse("wagtailadmin_home"), [])


def test_page_that_is_never_emailed_has_no_test(mo, site):
    page = site.root_page.add_child(instance=HomePage(title="Section"))
    assert mo.client.get(url(page)).status_code == 404


def test_history_of_the_page_says_who_sent_a_test(mo, practice, make_post, smtp_server):
    post = make_post(choice=None)
    send(mo, post, "posts@host.example")
    history = editors.parsed(mo.client.get(f"/admin/pages/{post.pk}/history/")).get_text(" ")
    assert "Test of the email sent to 1 address" in " ".join(history.split())


@pytest.mark.parametrize("is_saved", [True, False])
def test_form_of_a_saved_post_leads_to_its_test(mo, make_post, site, is_saved):
    post = make_post(choice=None)
    form_url = editors.edit_url(post) if is_saved else editors.add_url(site.root_page)
    links = editors.parsed(mo.client.get(form_url)).select(f'a[href="{url(post)}"]')
    assert [link.get_text(strip=True) for link in links] == (["Send a test…"] if is_saved else [])
