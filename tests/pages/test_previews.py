"""What an editor previews of a post: the page, its card, and the mail about it."""

import pytest
from bs4 import BeautifulSoup

from tests.pages import forms, rows
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def practice(site):
    return PracticeSettings.objects.create(
        site=site, name="Willowmere", postal_address="1 Lane", sender_email="posts@host.example"
    )


@pytest.fixture
def preview(editor_client, blog):
    """Return a function that previews a post before it is first saved."""
    new = f"/admin/pages/add/wagtail_therapy_pages/blogpostpage/{blog.pk}/"

    def preview(mode, **fields):
        fields = {"title": "On <b>rest</b>", "excerpt": "In short."} | fields
        data = forms.page_form(editor_client, new, body=forms.body(), **fields)
        editor_client.post(new + "preview/", data)
        return editor_client.get(f"{new}preview/?mode={mode}")

    return preview


def heads(response):
    page = BeautifulSoup(response.content.decode(), "html.parser")
    if frame := page.select_one("iframe[srcdoc]"):
        page = BeautifulSoup(frame["srcdoc"], "html.parser")
    return [
        (head.name, head.get_text().strip()) for head in page.select("h1, h2.therapy-card-title")
    ]


@pytest.mark.parametrize(("mode", "head"), [("", "h1"), ("card", "h2"), ("email", "h1")])
def test_post_that_was_never_saved_is_previewed(preview, practice, mode, head):
    response = preview(mode)

    assert (response.status_code, heads(response)) == (200, [(head, "On <b>rest</b>")])
    assert not BlogPostPage.objects.exists()


@pytest.mark.parametrize("mode", ["", "card", "email"])
def test_post_is_previewed_with_nothing_filled_in(preview, practice, mode):
    assert preview(mode, title="", excerpt="").status_code == 200


def test_card_shows_what_lists_show(preview):
    orla, sleep = rows.author("Orla"), rows.category("Sleep")
    response = preview(
        "card",
        post_authors=forms.authors(orla.pk),
        post_categories=forms.inline_formset([{"category": sleep.pk}]),
    )

    card = BeautifulSoup(response.content.decode(), "html.parser").select_one(".therapy-card")
    assert " ".join(card.get_text(" ").split()) == "On <b>rest</b> Orla In short. Sleep"


def test_email_is_shown_with_its_sender_subject_and_opening(preview, practice):
    page = BeautifulSoup(preview("email").content.decode(), "html.parser")

    assert [" ".join(one.get_text().split()) for one in page.select("dd")] == [
        '"Willowmere" <posts@host.example>',
        "On <b>rest</b> A new post from Willowmere.",
    ]


def test_email_is_shown_with_words_that_are_not_saved_yet(preview, practice):
    page = BeautifulSoup(
        preview("email", mail_note="Dear reader.", mail_preheader="On rain").content.decode(),
        "html.parser",
    )
    email = BeautifulSoup(page.iframe["srcdoc"], "html.parser")

    assert page.select("dd")[1].get_text(" ", strip=True) == "On <b>rest</b> On rain"
    assert "Dear reader." in email.get_text()
    assert not PostMailIntent.objects.exists()


def test_email_has_a_policy_of_its_own_that_lets_it_look_like_itself(preview, practice):
    assert preview("email")["Content-Security-Policy"].split("; ") == [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src 'self' data: http://testserver",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]


def test_mail_is_shown_and_nothing_kept(preview, practice):
    response = preview("email")

    assert ("In short." in response.content.decode(), Mailing.objects.count()) == (True, 0)


def test_preview_of_a_mail_says_what_is_missing_to_send_it(preview):
    response = preview("email")

    page = BeautifulSoup(response.content.decode(), "html.parser")
    assert [one.text for one in page.select("body > *")] == [
        "No sender address. Set it under Settings → Practice."
    ]


def test_editor_offers_the_previews(editor_client, blog):
    post = rows.post(blog, live=False)
    html = BeautifulSoup(
        editor_client.get(f"/admin/pages/{post.pk}/edit/").content.decode(), "html.parser"
    )

    offered = html.select("select#id_preview_mode option")
    assert [(one["value"], one.text.strip()) for one in offered] == [
        ("", "Page"),
        ("card", "Card in a list"),
        ("email", "Email"),
    ]


@pytest.mark.parametrize("mode", ["", "card"])
def test_live_post_is_previewed(blog, mode):
    post = rows.post(blog, rows.author(), lead_image=rows.image())

    assert post.make_preview_request(preview_mode=mode).status_code == 200
