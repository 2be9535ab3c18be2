"""The email about a post: what it has of it, its words, and how long it may be."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.mail_settings import smtp_settings
from tests.newsletter import rows
from tests.pages import rows as pages
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter.composing import posts
from wagtail_therapy.newsletter.models import Mailing, NewsletterSettings, PostMailIntent
from wagtail_therapy.newsletter.sending import deliveries
from wagtail_therapy.practice.emails.transfer_encodings import encode_body

pytestmark = pages.MAKES_RENDITIONS

NO_WORDS = {"note": "", "preheader": "", "part": ""}
# Invisible, so that nothing of the email follows the preheader.
FILLER = "\u034f\u200c\u00a0"


@pytest.fixture
def written(practice, make_post, site):
    """Return a function that renders the email about a post, with words for it or those stored."""

    def written(words=None, **fields):
        post = make_post(choice=None, **{"body": paragraphs("First.", "Last."), **fields})
        return posts.content(Mailing(site=site, page=post, language="en"), words)

    return written


def paragraphs(*texts):
    return [{"type": "paragraph", "value": f"<p>{text}</p>"} for text in texts]


def main(content):
    return BeautifulSoup(content.html, "html.parser").select_one(".sheet")


def words(content):
    return " ".join(main(content).get_text(" ").split())


def preheader(content):
    text = BeautifulSoup(content.html, "html.parser").body.get_text().lstrip()
    return text.partition("\u034f")[0]


WHOLE = (
    "On endings Ada Example · 1 minute to read First. Last. Ada Example Read this post on our site"
)
OPENING = "On endings Ada Example · 1 minute to read A short excerpt. Read the post Ada Example"


@pytest.mark.parametrize(
    ("of_site", "of_post", "expected"),
    [
        ("whole", "", WHOLE),
        ("opening", "", OPENING),
        ("whole", "opening", OPENING),
        ("opening", "whole", WHOLE),
    ],
)
def test_email_has_the_whole_post_or_its_opening(written, site, of_site, of_post, expected):
    NewsletterSettings.objects.create(site=site, part=of_site)
    assert words(written(NO_WORDS | {"part": of_post})) == expected


def test_email_of_a_post_without_a_body_has_its_opening(written):
    content = written(body=[])
    assert words(content) == "On endings Ada Example A short excerpt. Read the post Ada Example"


def test_email_begins_with_the_note_of_its_author(written):
    content = written(NO_WORDS | {"note": "Dear <reader>,\n\nthis is why."})
    assert words(content) == f"A note from Ada Example Dear <reader>, this is why. {WHOLE}"
    assert content.text.splitlines()[2:8] == [
        "A note from Ada Example",
        "",
        "Dear <reader>,",
        "",
        "this is why.",
        "",
    ]


def test_email_takes_the_words_that_are_stored_for_the_post(practice, make_post, site):
    post = make_post(body=paragraphs("First."))
    PostMailIntent.objects.update(note="Stored.", preheader="Rain.", part="opening")
    content = posts.content(Mailing(site=site, page=post, language="en"))
    assert words(content) == f"A note from Ada Example Stored. {OPENING}"
    assert preheader(content) == "Rain."


@pytest.mark.parametrize(
    ("typed", "fields", "shown"),
    [
        ("", {}, "A new post from Foreign Practice. It takes a minute to read."),
        (
            "",
            {"body": paragraphs("word " * 1000)},
            "A new post from Foreign Practice. It takes 4 minutes to read.",
        ),
        (" ", {"body": []}, "A new post from Foreign Practice."),
        ("On rain & wind", {}, "On rain & wind"),
    ],
)
def test_inbox_shows_the_line_of_the_editor_or_a_neutral_one(written, typed, fields, shown):
    content = written(NO_WORDS | {"preheader": typed}, **fields)
    assert preheader(content) == content.text.splitlines()[0] == shown


def test_lock_screen_shows_no_content_note(written):
    content = written(content_notes=[ContentNote.objects.create(name="thoughts of suicide")])
    text = BeautifulSoup(content.html, "html.parser").body.get_text().lstrip()
    hidden = text.index("thoughts") - len(preheader(content))
    assert (FILLER * 100 in text[: text.index("thoughts")], hidden > 300) == (True, True)
    # Programs that build the line from the text join its lines.
    assert content.text.index("thoughts") > 140


def test_email_shows_the_lead_picture_from_the_own_host(written, site):
    picture = pages.image("Path", width=1600, height=1000)
    content = written(lead_image=picture, lead_image_alt="A path", lead_image_caption="In May")
    [shown] = main(content).select("img")
    assert {name: shown[name] for name in ("alt", "width", "height")} == {
        "alt": "A path",
        "width": "552",
        "height": "345",
    }
    assert re.fullmatch(r"http://testserver/media/images/Path\..+\.jpg", shown["src"])
    assert "[Picture: A path]\nIn May\n" in content.text


def test_email_has_no_picture_that_email_programs_do_not_show(written):
    content = written(lead_image=pages.drawing(), lead_image_alt="A circle")
    assert (main(content).select("img"), "A circle" in content.text) == ([], False)


def test_long_post_is_cut_between_two_paragraphs(written):
    texts = [f"Paragraph {n}. " + "word " * 200 for n in range(150)]
    content = written(body=paragraphs(*texts))
    shown = [one for one in main(content).select("p") if one.get_text().startswith("Paragraph")]
    size = len(encode_body(content.html).content)
    assert (posts.LARGEST - 2_000 < size <= posts.LARGEST) is True
    assert [one.get_text().split() for one in shown] == [one.split() for one in texts[: len(shown)]]
    assert main(content).select_one(".button").get_text(strip=True) == "Read the rest on our site"
    assert "Read the rest on our site:\nhttp://testserver/on-endings/\n" in content.text
    last = f"Paragraph {len(shown) - 1}."
    assert (last in content.text, f"Paragraph {len(shown)}." in content.text) == (True, False)


def test_cut_post_does_not_end_with_a_heading(written):
    fill = paragraphs("word " * 10_000)
    headings = [{"type": "heading", "value": {"text": f"Heading {n}"}} for n in range(500)]
    content = written(body=[*fill, *headings, *paragraphs("word " * 15_000)])
    assert [one.get_text() for one in main(content).select("h2")] == []
    assert words(content).endswith("word Read the rest on our site Ada Example")


def test_post_of_one_paragraph_that_is_too_long_is_mailed_with_its_opening(written):
    content = written(body=paragraphs("word " * 30_000))
    assert words(content).endswith("A short excerpt. Read the post Ada Example")
    assert len(encode_body(content.html).content) < 20_000


def test_words_that_are_stored_are_in_the_email_that_is_sent(practice, make_post, smtp_server):
    rows.subscriber(practice.site)
    rows.publish(make_post(body=paragraphs("First.")))
    PostMailIntent.objects.update(note="Stored.")
    deliveries.work_on(rows.end_hold())
    mail = smtp_server.messages()[0].parsed
    assert "Stored." in mail.get_body(["plain"]).get_content()


def test_email_promises_no_tracking_once_the_service_was_checked(mailing, site, use_mail_settings):
    use_mail_settings(smtp_settings("smtp.relay.example", 587))
    promise = "We don’t track what you open or click."
    before = posts.content(mailing)
    rows.turn_tracking_off(site, "smtp.relay.example")
    after = posts.content(mailing)
    is_included = [promise in body for one in (before, after) for body in (one.text, one.html)]
    assert is_included == [False, False, True, True]
