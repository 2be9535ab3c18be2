"""What editors see of digests: the page of a mailing, its list, the dashboard and the look-up."""

import pytest
from django.urls import reverse

from tests.newsletter import editors, mailing_pages, rows
from tests.newsletter.digests import MONDAY, MONTHLY, WEEKLY, reader, send
from tests.newsletter.sending.conftest import (  # noqa: F401 -- fixtures are found by their names
    make_sent,
    travel,
)
from wagtail_therapy.newsletter.sending import digests, mailings


@pytest.fixture
def digest(site, make_sent, travel):  # noqa: F811 -- pytest hands it over
    """A held digest of one post, for one reader."""
    reader(site)
    make_sent()
    travel(MONDAY)
    [digest] = digests.make_due()
    return digest


def sentence(client, mailing):
    page = editors.parsed(client.get(mailing_pages.url(mailing)))
    return page.select_one("#therapy-sentence").get_text()


def test_page_of_a_post_says_how_many_get_it_in_a_digest(editor_client, site, make_mailing):
    rows.subscribers(site, 2)
    reader(site, "weekly", WEEKLY)
    reader(site, "monthly", MONTHLY)
    mailing = make_mailing()
    assert "it will be sent to 2 readers. 2 readers get it in a digest." in sentence(
        editor_client, mailing
    )
    send(mailing)
    assert "it was sent to all 2 readers. 2 readers get it in a digest." in sentence(
        editor_client, mailing
    )
    assert "Readers who get it in a digest 2" in mailing_pages.text(
        editor_client.get(mailing_pages.url(mailing))
    )


def test_post_that_all_get_in_a_digest_says_so(editor_client, site, make_mailing):
    reader(site)
    mailing = send(make_mailing())
    assert sentence(editor_client, mailing) == (
        "No reader gets it by itself. 1 reader gets it in a digest."
    )


def test_page_of_a_digest_lists_its_posts(editor_client, digest):
    page = editors.parsed(editor_client.get(mailing_pages.url(digest)))
    [post] = digest.posts.all()
    assert [(link.get_text(), link["href"]) for link in page.select("#therapy-posts a")] == [
        ("On endings", mailing_pages.url(post))
    ]
    assert "it will be sent to 1 reader." in page.select_one("#therapy-sentence").get_text()
    assert "Digest (weekly)" in page.select_one("title").get_text()


def test_buttons_of_a_digest_are_those_of_a_post(editor_client, digest):
    assert mailing_pages.buttons(editor_client, digest) == [
        "Cancel the email",
        "Pause",
        "Send now…",
    ]
    state, [message] = mailing_pages.press(editor_client, digest, "cancel")
    assert state == "cancelled"
    assert message.endswith("No one got it. Its posts will be in the next digest.")
    assert mailing_pages.buttons(editor_client, digest) == []
    assert "publish the post first" not in mailing_pages.text(
        editor_client.get(mailing_pages.url(digest))
    )


def test_sent_digest_links_to_its_page(editor_client, digest):
    send(digest)
    page = editors.parsed(editor_client.get(mailing_pages.url(digest)))
    [link] = [one["href"] for one in page.select("#therapy-links a") if "for readers" in one.text]
    assert link == f"http://testserver/newsletter/digests/{digest.uuid}/"
    assert editor_client.get(link).status_code == 200


def test_digest_without_a_public_post_says_why_it_was_cancelled(editor_client, digest):
    digest.posts.get().page.unpublish()
    send(digest)
    assert sentence(editor_client, digest).endswith(
        "because none of its posts was public any more. No one got it. "
        "Its posts will be in the next digest."
    )


def test_dashboard_shows_a_waiting_digest(editor_client, digest):
    panel = editors.parsed(editor_client.get("/admin/")).select_one("#therapy-mail-section")
    [line] = panel.select("li")
    text = " ".join(line.get_text(" ").split())
    assert text.startswith("Digest (weekly): At")
    assert text.endswith("it will be sent to 1 reader. Send now or cancel")
    assert line.a["href"] == digest.get_absolute_url()


def test_digest_is_managed_by_who_may_publish_on_the_whole_site(mo, ada, digest):
    assert mo.client.get(mailing_pages.url(digest)).status_code == 200
    assert ada.client.get(mailing_pages.url(digest)).status_code == 302


def test_look_up_finds_the_digest_of_a_reader(editor_client, site, digest):
    [post] = digest.posts.all()
    url = reverse("therapy_mailings:look_up", args=[post.pk])

    def answer():
        return mailing_pages.text(editor_client.post(url, {"email": "reader@mail.example"}))

    assert "This reader gets it in a digest, “Digest (weekly)”." in answer()
    send(digest)
    assert "This reader gets it in a digest, “The post of this week: On endings”. At" in answer()
    mailings.cancel(digest)
    digest.entries_in_digest.update(digest=None)
    assert "This reader gets it in the next digest." in answer()
