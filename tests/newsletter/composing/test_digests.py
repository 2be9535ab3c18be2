"""The email of a digest: what it says of each post, its subject, and how long it may be."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.newsletter.digests import MONTHLY, WEEKLY
from tests.pages import rows as pages
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter.composing import digests, emails
from wagtail_therapy.newsletter.models import Mailing, NewsletterSettings
from wagtail_therapy.practice.emails.transfer_encodings import encode_body

pytestmark = pages.MAKES_RENDITIONS


@pytest.fixture
def rendered(practice, site, make_post):
    """Return a function that renders a digest of new posts, the latest first."""

    def rendered(*posts, frequency=WEEKLY, language="en"):
        made = {"site": site, "not_after": timezone.now(), "language": language}
        mailings = [
            Mailing.objects.create(**made, dedupe_key=f"post {n}", page=post(fields))
            for n, fields in enumerate(posts)
        ]
        digest = Mailing.objects.create(
            **made, kind=Mailing.Kind.DIGEST, dedupe_key="digest", frequency=frequency
        )
        digest.posts.set(mailings)
        return digests.content(digest)

    def post(fields):
        return make_post(choice=None, **{"live": True} | fields)

    return rendered


BODY = [{"type": "paragraph", "value": "<p>word </p>" * 500}]
FIRST = {"title": "On <endings>", "body": BODY}
SECOND = {"title": "On beginnings", "excerpt": "Another excerpt."}


def main(content):
    return BeautifulSoup(content.html, "html.parser").select_one(".sheet")


def words(content):
    return " ".join(main(content).get_text(" ").split())


def test_digest_has_title_length_and_opening_of_each_post(rendered):
    content = rendered(FIRST, SECOND)
    assert content.subject == "Foreign Practice: Posts of this week"
    assert words(content) == (
        "Posts of this week On beginnings Another excerpt. On <endings> "
        "2 minutes to read A short excerpt. Read this in your browser"
    )
    assert [link["href"] for link in main(content).select("h2 a")] == [
        "http://testserver/on-beginnings/",
        "http://testserver/on-endings/",
    ]


def test_digest_says_the_same_as_text(rendered):
    text = rendered(FIRST, SECOND).text
    head, _browser, foot = text.partition("Read this in your browser: http://testserver/newsletter")
    assert head.split("\n") == [
        "2 new posts from Foreign Practice.",
        "",
        "Posts of this week",
        "",
        "",
        "On beginnings",
        "",
        "Another excerpt.",
        "",
        "http://testserver/on-beginnings/",
        "",
        "",
        "On <endings>",
        "2 minutes to read",
        "",
        "A short excerpt.",
        "",
        "http://testserver/on-endings/",
        "",
        "",
        "",
    ]
    assert "You’re getting this because you subscribed to Foreign Practice." in foot
    assert "Unsubscribe: http://testserver/u/therapyunsubscribetoken0" in foot


@pytest.mark.parametrize(
    ("frequency", "posts", "subject"),
    [
        (WEEKLY, [FIRST], "The post of this week: On <endings>"),
        (MONTHLY, [FIRST], "The post of this month: On <endings>"),
        (MONTHLY, [FIRST, SECOND], "Letters: Posts of this month"),
    ],
)
def test_subject_is_that_of_the_list_or_of_the_only_post(rendered, site, frequency, posts, subject):
    NewsletterSettings.objects.create(site=site, list_name="Letters")
    assert rendered(*posts, frequency=frequency).subject == subject


def test_preheader_says_how_many_there_are(rendered):
    preheader = BeautifulSoup(rendered(FIRST).html, "html.parser").select_one(".preheader")
    assert preheader.get_text().partition("\u034f")[0] == "1 new post from Foreign Practice."


def test_picture_is_small_and_says_nothing_twice(rendered):
    content = rendered(FIRST | {"lead_image": pages.image(), "lead_image_alt": "A path"})
    picture = main(content).select_one("img")
    assert (picture["width"], picture["alt"]) == ("96", "")
    assert picture["src"].startswith("http://testserver/media/")


def test_content_note_comes_before_the_opening(rendered, site):
    content = rendered({"content_notes": [ContentNote.objects.create(name="Loss")]} | FIRST)
    assert "Content note: Loss A short excerpt." in words(content)


def test_posts_that_are_not_public_are_left_out(rendered):
    content = rendered(FIRST, SECOND | {"live": False})
    assert "On beginnings" not in content.html
    assert len(content.post_ids) == 1


def test_styles_are_in_the_elements(rendered):
    html = rendered(FIRST).html
    assert '<h2 style="' in html
    assert "<script" not in html


def test_long_digest_is_shorter_than_what_gmail_shows(rendered):
    long = {"excerpt": "A long excerpt about feelings. " * 60, "body": BODY}
    content = rendered(*(long | {"title": f"Post number {n}"} for n in range(60)))
    assert len(encode_body(content.html).content) < 102_000
    shown = main(content)
    titles = [title.get_text() for title in shown.select("h2")]
    assert titles == [f"Post number {n}" for n in reversed(range(60))]
    assert "A long excerpt" in shown.select(".digest-text")[0].get_text()
    assert "A long excerpt" not in shown.select(".digest-text")[-1].get_text()


def test_digest_is_in_its_language(rendered):
    assert 'lang="de"' in rendered(FIRST, language="de").html


def test_digest_needs_a_sender_as_every_email(rendered, practice):
    practice.sender_email = ""
    practice.save()
    with pytest.raises(emails.CannotMailError):
        rendered(FIRST)
