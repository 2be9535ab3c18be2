"""A post with every block that an editor can choose, in an email."""

import pytest
from bs4 import BeautifulSoup

from tests.pages import rows, whole_emails

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def content(site):
    """The email about a post that has everything."""
    whole_emails.add_practice(site)
    return whole_emails.email(whole_emails.whole_post(site))


def words(html):
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_email_has_every_block_in_its_form(content):
    html = BeautifulSoup(content.html, "html.parser")
    main = html.select_one(".sheet")
    assert html.select("details, video, audio, iframe, form, script, svg") == []
    assert main.select_one(".question").get_text() == "Why?"
    assert main.select_one(".table tbody td").get_text(" ", strip=True) == "Here: 50 minutes"
    assert [one["alt"] for one in main.select("img")] == ["Lead", "A room", "", "A room", "", ""]
    assert {one["src"].partition("/media/")[0] for one in main.select("img")} == {
        "http://testserver"
    }
    for sentence in (
        "Watch “A walk” on our site",
        "Listen to “Breathe” on our site, or read it there",
        "This example is invented.",
        "[1]",
        "References",
    ):
        assert (sentence, sentence in words(str(main))) == (sentence, True)


def test_text_of_an_email_has_the_same_words(content):
    html = BeautifulSoup(content.html, "html.parser")
    shown = html.select_one(".sheet").stripped_strings
    text = " ".join(content.text.split())
    missing = [one for one in shown if " ".join(one.split()) not in text]
    # The heading of a column is before each of its cells in the text.
    assert missing == []


def test_no_address_in_an_email_is_relative(content):
    html = BeautifulSoup(content.html, "html.parser")
    links = [link["href"] for link in html.select("a")] + [one["src"] for one in html.select("img")]
    assert [one for one in links if ":" not in one] == []
