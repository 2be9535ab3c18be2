"""The words for an email in the editor: who writes them, until when, and who reads them first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.newsletter import editors, rows
from wagtail_therapy.newsletter.models import Mailing, NewsletterSettings, PostMailIntent
from wagtail_therapy.newsletter.sending import mailed_pages

PUBLISH = {"action-publish": "yes"}
WORDS = {"mail_note": "Dear reader.", "mail_preheader": "On rain", "mail_part": "opening"}
STORED = ("Dear reader.", "On rain", "opening")
CAN_EDIT = ["add_page", "change_page"]


def stored():
    return list(
        PostMailIntent.objects.values_list(
            "choice", "set_by__email", "note", "preheader", "part"
        ).order_by("pk")
    )


def fields(response):
    """Return the words that the form asks for, with what is in them."""
    page = editors.parsed(response)
    found = page.select("[name^=mail_]:not([name=mail_choice])")
    return {
        one["name"]: one.get_text().strip()
        if one.name == "textarea"
        else one.get("value")
        if one.name == "input"
        else [choice.get_text() for choice in one.select("option[selected]")]
        for one in found
    }


@pytest.fixture
def contributor(site):
    return editors.member(site, *CAN_EDIT)


def test_words_are_stored_without_an_answer_and_with_one(editor_client, site, author):
    post, _response = editors.create(editor_client, site, editors.entry(author, **WORDS))
    assert stored() == [("", "editor@host.example", *STORED)]
    assert mailed_pages.queue_missed() == []

    data = editors.edited(post, author, mail_choice="send", **WORDS, **PUBLISH)
    editor_client.post(editors.edit_url(post), data)
    assert stored() == [("send", "editor@host.example", *STORED)]
    assert Mailing.objects.get().state == "held"


def test_form_shows_the_words_and_what_the_site_has_chosen(editor_client, site, author):
    NewsletterSettings.objects.create(site=site, part="opening")
    assert fields(editor_client.get(editors.add_url(site.root_page))) == {
        "mail_note": "",
        "mail_preheader": None,
        "mail_part": ["As in the settings: Its opening, with a link to the post"],
    }
    post, _response = editors.create(editor_client, site, editors.entry(author, **WORDS))
    assert fields(editor_client.get(editors.edit_url(post))) == {
        "mail_note": "Dear reader.",
        "mail_preheader": "On rain",
        "mail_part": ["Its opening, with a link to the post"],
    }


def test_form_without_the_fields_changes_no_words(editor_client, site, author):
    post, _response = editors.create(editor_client, site, editors.entry(author, **WORDS))
    editor_client.post(editors.edit_url(post), editors.edited(post, author))
    assert stored() == [("", "editor@host.example", *STORED)]


def test_words_are_asked_about_if_no_one_has_answered(editor_client, site, author):
    data = editors.entry(author, **WORDS, **PUBLISH)
    post, _response = editors.create(editor_client, site, data)
    assert (post.live, mailed_pages.is_undecided(post)) == (True, True)


def test_words_can_be_corrected_while_the_email_waits(editor_client, make_post, author, practice):
    post = rows.publish(make_post())
    editor_client.post(editors.edit_url(post), editors.edited(post, author, **WORDS))
    assert stored()[0][2:] == STORED


def test_words_stay_once_the_email_is_fixed(editor_client, make_post, author, practice):
    post = rows.publish(make_post())
    Mailing.objects.update(state="sending")
    assert fields(editor_client.get(editors.edit_url(post))) == {}
    editor_client.post(editors.edit_url(post), editors.edited(post, author, **WORDS))
    assert stored()[0][2:] == ("", "", "")


def test_words_of_a_user_who_may_not_publish_make_a_yes_a_wish(
    contributor, editor_client, make_post, author, practice
):
    post = make_post()
    mailed_pages.decide(post, "send", _editor())
    contributor.post(editors.edit_url(post), editors.edited(post, author, **WORDS))
    assert stored() == [("send", "member@host.example", *STORED)]

    editor_client.post(editors.edit_url(post), editors.edited(post, author, **PUBLISH))
    assert (stored()[0][0], Mailing.objects.count()) == ("asked", 0)


def test_words_of_a_user_who_may_not_publish_are_not_taken_while_the_email_waits(
    contributor, make_post, author, practice
):
    post = rows.publish(make_post())
    assert fields(contributor.get(editors.edit_url(post))) == {}
    contributor.post(editors.edit_url(post), editors.edited(post, author, **WORDS))
    assert stored()[0][2:] == ("", "", "")


def test_publisher_reads_the_words_before_deciding(contributor, editor_client, site, author):
    data = editors.entry(author, mail_choice="send", **WORDS)
    post, _response = editors.create(contributor, site, data)
    pages = [
        editor_client.get(reverse("wagtail_therapy_mail_decision", args=[post.pk])),
        editor_client.post(
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
            + f"?id={post.pk}&next=/admin/"
        ),
    ]
    texts = [editors.parsed(page).get_text() for page in pages]
    assert [("Dear reader." in one, "On rain" in one) for one in texts] == [(True, True)] * 2


def test_copy_of_a_page_has_no_words(editor_client, site, make_post):
    post = make_post(choice=None)
    mailed_pages.keep_words(post, {"note": "Dear reader."}, _editor())
    data = {"new_title": "A copy", "new_slug": "copy", "new_parent_page": site.root_page.pk}
    editor_client.post(reverse("wagtailadmin_pages:copy", args=[post.pk]), data)
    copy = type(post).objects.get(slug="copy")
    assert PostMailIntent.of(copy) is None


def _editor():
    return editors.user_of("editor@host.example")


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("send", "and will then be emailed to 0 readers. Do not email it Send a test…"),
        ("dont", "It won’t be emailed when it goes live. Email it… Send a test…"),
    ],
)
def test_panel_of_a_scheduled_post_says_what_will_become_of_the_email(
    editor_client, make_post, choice, message
):
    post = make_post(choice=choice, live=False, go_live_at=timezone.now() + timedelta(days=1))
    post.save_revision().publish()
    response = editor_client.get(editors.edit_url(post))
    [link] = editors.parsed(response).select(f"a[href='/admin/therapy/mail/{post.pk}/']")
    choices, _chosen, text = editors.question(response)
    assert (choices, fields(response), message in text) == ([], {}, True)
    assert "email it" in link.get_text().lower()
