"""The email of a mailing, read as it was sent."""

import pytest

from tests.newsletter import editors, rows
from tests.newsletter.mailing_pages import text, url
from wagtail_therapy.newsletter.composing import mime
from wagtail_therapy.newsletter.sending import preparation


@pytest.fixture
def frozen(mailing, site):
    rows.subscriber(site)
    preparation.prepare(mailing)
    return mailing


def links(html):
    return [link["href"] for link in editors.parsed(html).select("a")]


def test_page_shows_the_email_with_its_sender_and_subject(editor_client, frozen):
    frozen.page.title = "Changed since"
    frozen.page.save()
    response = editor_client.get(url(frozen, "email"))
    shown = [one.get_text() for one in editors.parsed(response).select("main dd")]
    assert shown[:2] == ['"Foreign Practice" <posts@host.example>', "On endings"]
    assert "A short excerpt." in text(response)
    assert "Changed since" not in text(response)


def test_page_shows_the_html_in_a_frame_without_rights(editor_client, frozen):
    frame = editors.parsed(editor_client.get(url(frozen, "email"))).select_one("iframe")
    assert (frame["src"], frame["sandbox"]) == (url(frozen, "email_html"), [])


def test_html_is_what_was_sent_without_anybodys_link(editor_client, frozen):
    response = editor_client.get(url(frozen, "email_html"))
    token = mime.PLACEHOLDERS.token
    assert token in frozen.html
    assert response.text == frozen.html.replace(token, "personal-link")
    assert links(response)[-1].endswith("/personal-link")


def test_html_has_the_policy_of_an_email(editor_client, frozen):
    response = editor_client.get(url(frozen, "email_html"))
    assert response["Content-Security-Policy"].split("; ") == [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src 'self' data: http://testserver",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "sandbox",
    ]
    assert (response["X-Frame-Options"], response["Referrer-Policy"]) == (
        "SAMEORIGIN",
        "no-referrer",
    )


def test_page_of_the_mailing_leads_to_the_email_once_it_is_made(editor_client, mailing):
    pages = [url(mailing, "email"), url(mailing, "email_html")]
    before = links(editor_client.get(url(mailing)))
    assert (pages[0] in before, [editor_client.get(page).status_code for page in pages]) == (
        False,
        [404, 404],
    )
    preparation.prepare(mailing)
    after = links(editor_client.get(url(mailing)))
    assert (pages[0] in after, [editor_client.get(page).status_code for page in pages]) == (
        True,
        [200, 200],
    )


@pytest.mark.parametrize("name", ["email", "email_html"])
def test_email_is_for_people_who_may_publish_the_post(site, frozen, name):
    client = editors.member(site, "change_page")
    assert client.get(url(frozen, name))["Location"] == "/admin/"
