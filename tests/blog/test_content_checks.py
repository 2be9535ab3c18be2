"""Advice to the editor of a post about what readers would miss."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.authors.models import AuthorLicense
from wagtail_therapy.blog import content_checks
from wagtail_therapy.blog.content_checks import Advice, post_advice
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = rows.MAKES_RENDITIONS


def post(*body, title="A post", excerpt="In short.", **fields):
    return BlogPostPage(
        title=title, excerpt=excerpt, body=list(body), locale=Locale.get_default(), **fields
    )


def paragraph(text):
    return {"type": "paragraph", "value": f"<p>{text}</p>"}


def messages(rule, post):
    return [one.message for one in rule(post)]


def test_whole_post_needs_no_advice(site):
    whole = rows.post(
        rows.blog(site), rows.author(), categories=[rows.category()], excerpt="In short."
    )

    assert post_advice(whole) == []


def test_advice_for_an_empty_post_follows_the_order_of_the_fields(site):
    empty = rows.post(rows.blog(site), live=False)

    assert post_advice(empty) == [
        Advice("excerpt", "None written, so lists and emails show the first words instead."),
        Advice(
            "post_categories",
            "None chosen, so readers find the post only in the list of all posts.",
        ),
    ]


def test_advice_names_its_field(site):
    empty = rows.post(rows.blog(site), live=False)

    assert [str(one.label) for one in post_advice(empty)] == ["Excerpt", "Categories"]


@pytest.mark.parametrize(
    ("alt", "number"), [("", 1), (" ", 1), ("Door", 1), ("IMG_1", 1), ("A door", 0)]
)
def test_lead_image_wants_a_description(site, alt, number):
    shown = post(lead_image=get_image_model()(title="Door"), lead_image_alt=alt)

    assert len(messages(content_checks.undescribed_lead_image, shown)) == number


def test_post_without_a_lead_image_is_fine(site):
    assert messages(content_checks.undescribed_lead_image, post()) == []


def image(title, **fields):
    return {"image": {"image": rows.image(title).pk, **fields}, "caption": ""}


def test_images_of_the_body_want_descriptions_wherever_they_are(site):
    shown = post(
        {"type": "image", "value": image("Door", alt_text="", decorative=False)},
        {"type": "image", "value": image("Leaf", alt_text="", decorative=True)},
        {"type": "image", "value": {"image": {"image": None}, "caption": "Gone"}},
        {
            "type": "gallery",
            "value": {
                "images": [
                    image("Path", alt_text="", decorative=False),
                    image("Chair", alt_text="An empty chair", decorative=False),
                ]
            },
        },
    )

    wanted = (
        "Say what the image “%s” shows, for people who can’t see it, or tick “Only decoration”."
    )
    assert messages(content_checks.images_without_description, shown) == [
        wanted % "Door",
        wanted % "Path",
    ]


def test_image_that_was_deleted_wants_nothing(site):
    value = image("Door", alt_text="", decorative=False)
    get_image_model().objects.all().delete()

    assert (
        messages(content_checks.images_without_description, post({"type": "image", "value": value}))
        == []
    )


def test_piece_of_an_old_site_is_named_by_its_first_words(site):
    piece = {"type": "please_check", "value": {"html": "<p>Your name and what <b>you</b> want</p>"}}

    empty = {"type": "please_check", "value": {"reason": "too_deep"}}
    assert messages(content_checks.pieces_to_check, post(piece, empty)) == [
        "“Your name and what you…” is a piece of your old site. Make real blocks of it.",
        "Something is missing here. See the block “Please check”, and delete it.",
    ]


def test_words_of_a_table_of_an_old_site_are_kept_apart(site):
    html = "<table><tr><th>Ways</th><td>Here</td></tr></table><p>and <b>there</b>, too.</p>"
    shown = post({"type": "please_check", "value": {"html": html}})
    advice = next(content_checks.pieces_to_check(shown))
    message = "“Ways Here and there, too…” is a piece of your old site. Make real blocks of it."
    assert (advice.message, advice.place) == (message, "Ways")


def test_long_paragraph_is_named_by_its_first_words(site):
    shown = post(paragraph("word " * 180), paragraph("One two three four five " + "six " * 176))

    assert messages(content_checks.long_paragraphs, shown) == [
        "The paragraph “One two three four five…” has 181 words. Split it."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Research shows that it helps.",
        "Many studies have clearly shown it.",
        "There is strong evidence.",
        "An evidence-based way of working.",
        "It is proven.",
        "A meta-analysis came to another result.",
    ],
)
def test_claims_want_a_reference(site, text):
    assert len(messages(content_checks.claims_without_reference, post(paragraph(text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Look for evidence against the thought.",
        "I study at night.",
        "She improved.",
        "Research shows that it helps [ref:shedler-2010].",
    ],
)
def test_other_words_and_cited_claims_want_none(site, text):
    assert messages(content_checks.claims_without_reference, post(paragraph(text))) == []


def test_claim_in_a_title_is_quoted(site):
    shown = post(title="What  research shows")

    assert messages(content_checks.claims_without_reference, shown) == [
        "You write “research shows”, but cite nothing. Say where readers can find it."
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We cure phobias. It cures, guaranteed.", ["cure", "cures", "guaranteed"]),
        ("It works in 100 % of cases.", ["100 %"]),
        ("The best therapist in town, the best therapist.", ["best therapist"]),
        ("There is no cure for grief.", []),
        ("I can’t guarantee anything.", []),
        ("No one is at fault. No. It is a cure.", ["cure"]),
        ("I did my best; it was secure and procured.", []),
    ],
)
def test_promises_are_quoted(site, text, words):
    assert messages(content_checks.promises, post(paragraph(text))) == [
        f"“{word}” may be read as a promise. Does your profession allow it?" for word in words
    ]


@pytest.mark.parametrize("rule", [content_checks.promises, content_checks.claims_without_reference])
def test_rules_about_words_are_silent_in_other_languages(site, rule):
    shown = post(paragraph("Research shows a cure."))
    shown.locale = Locale.objects.create(language_code="de")

    assert messages(rule, shown) == []


def test_search_description_replaces_a_missing_excerpt(site):
    assert (
        messages(content_checks.missing_excerpt, post(excerpt="", search_description="In short."))
        == []
    )


def test_author_whose_bio_is_not_published_is_named(site):
    shown = rows.post(rows.blog(site), rows.author("Orla", live=False), rows.author("Mateo"))

    assert messages(content_checks.unverifiable_authors, shown) == [
        "The bio of Orla is not published. Readers see the name only."
    ]


@pytest.mark.parametrize(("others", "number"), [([], 1), ([None], 0)])
def test_author_whose_licences_have_all_expired_is_named(site, others, number):
    orla = rows.author("Orla")
    for day in [timezone.localdate() - timedelta(days=1), *others]:
        AuthorLicense.objects.create(author=orla, title="Licensed", expires_date=day)
    shown = rows.post(rows.blog(site), orla)

    assert len(messages(content_checks.unverifiable_authors, shown)) == number


def test_pictures_have_no_paragraphs(site):
    value = {"image": {"image": rows.image().pk, "alt_text": "A room", "decorative": False}}

    assert messages(content_checks.long_paragraphs, post({"type": "image", "value": value})) == []


def test_long_paragraph_within_a_block_is_found(site):
    words = "<p>" + "word " * 181 + "</p>"

    shown = post({"type": "callout", "value": {"title": "", "text": words}})

    assert len(messages(content_checks.long_paragraphs, shown)) == 1
