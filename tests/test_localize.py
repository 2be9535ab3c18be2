"""wagtail-localize translates posts, snippets and every block.

Skipped but in `tox -e py312-django52-wagtail80-localize`.
"""

import re

import pytest
from django.apps import apps
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.blocks import PageBodyBlock
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = [
    pytest.mark.skipif(
        not apps.is_installed("wagtail_localize"), reason="needs tests.settings_localize"
    ),
    *rows.MAKES_RENDITIONS,
]


@pytest.fixture
def german(site):
    return Locale.objects.create(language_code="de")


@pytest.fixture
def blog(site, german):
    blog = rows.blog(site)
    site.root_page.copy_for_translation(german).save_revision().publish()
    return blog


@pytest.fixture
def translate(german, django_capture_on_commit_callbacks):
    """Return what translates something, and first what it names, each string into capitals."""

    def run(instance):
        # It publishes on commit.
        with django_capture_on_commit_callbacks(execute=True):
            capitalise(instance, german)
        return instance.get_translation(german)

    return run


def capitalise(instance, locale):
    from wagtail_localize.models import StringTranslation
    from wagtail_localize.operations import TranslationCreator

    creator = TranslationCreator(None, [locale])
    creator.create_translations(instance)
    for source, translations in creator.mappings.items():
        for segment in source.stringsegment_set.select_related("string", "context"):
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={"data": segment.string.data.upper()},
            )
        for translation in translations:
            translation.save_target(publish=True)


def test_post_is_translated_with_all_that_belongs_to_it(blog, translate):
    deutsch = translate(blog)
    orla, grief = rows.author("Orla"), rows.category("Grief")
    note = ContentNote.objects.create(name="death", locale=blog.locale)
    read = rows.post(blog, orla, title="Read")
    post = rows.post(
        blog,
        orla,
        title="On endings",
        excerpt="In short.",
        categories=[grief],
        tags=["first session"],
        content_notes=[note],
        references=[("reference", {"title": "A paper", "authors": "Quill", "key": "quill"})],
        related_reading=[("post", read)],
        lead_image=rows.image(),
        lead_image_alt="Two chairs",
    )

    found = translate(post)

    assert (found.live, found.title, found.excerpt) == (True, "ON ENDINGS", "IN SHORT.")
    assert (found.lead_image, found.lead_image_alt) == (post.lead_image, "TWO CHAIRS")
    assert (found.get_authors(), found.get_categories()) == ([orla], [grief])
    assert [tag.name for tag in found.get_tags()] == ["first session"]
    assert found.get_content_notes() == [note]
    assert [(one["title"], one["key"]) for one in found.get_references()] == [("A paper", "quill")]
    assert [child.value.specific for child in found.related_reading] == [read]
    deutsch.refresh_from_db()
    assert list(deutsch.get_posts().specific()) == [found]


def test_post_shows_what_it_names_in_its_own_language_once_that_is_translated(blog, translate):
    orla, grief = rows.author("Orla", short_bio="I write."), rows.category("Grief")
    note = ContentNote.objects.create(name="death", locale=blog.locale)
    deutsch = translate(blog)
    post = rows.post(blog, orla, categories=[grief], content_notes=[note])
    found = translate(post)

    named = [translate(one) for one in (orla, grief, note)]

    found = BlogPostPage.objects.get(pk=found.pk)
    assert [*found.get_authors(), *found.get_categories(), *found.get_content_notes()] == named
    assert [one.name for one in named] == ["ORLA", "GRIEF", "DEATH"]
    deutsch.refresh_from_db()
    assert list(deutsch.get_posts().specific()) == [found]


def test_blog_is_translated_with_pinned_posts_and_sidebar(blog, german, translate):
    orla = rows.author("Orla")
    post = rows.post(blog, orla)
    blog.intro = "<p>Welcome.</p>"
    blog.pinned = [("post", post)]
    blog.sidebar = [
        ("author_bio", {"author": orla, "heading": "About me", "layout": "short"}),
        ("recent_posts", {"heading": "Recent", "number": 3, "category": rows.category()}),
        ("months", {"heading": "Archive"}),
    ]
    rows.publish(blog)

    found = translate(blog)

    assert found.intro == "<p>WELCOME.</p>"
    assert [child.value.specific for child in found.pinned] == [post]
    assert [child.value["heading"] for child in found.sidebar] == ["ABOUT ME", "RECENT", "ARCHIVE"]
    assert found.sidebar[0].value["author"] == orla.get_translation(german)
    assert found.sidebar[1].value["number"] == 3


def body(image, document):
    shown = {"image": {"image": image.pk, "alt_text": "Two chairs", "decorative": False}}
    table = {
        "caption": "Two ways",
        "columns": [{"type": "text", "heading": "How"}, {"type": "rich_text", "heading": "Where"}],
        "rows": [{"values": ["room", "<p>a <b>quiet</b> place</p>"]}, {"values": ["video", ""]}],
    }
    return {
        "heading": {"text": "Heading"},
        "subheading": {"text": "Subheading"},
        "paragraph": "<p>Words</p>",
        "list": {"style": "bullets", "items": ["<p>one</p>", "<p>two</p>"]},
        "quote": {"text": "Said", "attribution": "Someone"},
        "callout": {"title": "Mind", "text": "<p>this</p>"},
        "image": shown | {"caption": "Quiet"},
        "gallery": {"images": [shown | {"caption": "First"}, shown | {"caption": "Second"}]},
        "document": {"document": document.pk, "text": "Read"},
        "video": {"title": "Walk", "url": "https://vimeo.com/1", "transcript": "<p>said</p>"},
        "audio": {"title": "Breath", "file": document.pk, "transcript": "<p>breathe</p>"},
        "button": {"text": "Book", "url": "https://practice.example/"},
        "faq": {"questions": [{"question": "Why?", "answer": "<p>so</p>"}]},
        "table": {"table": table, "first_column_is_header": True},
        "vignette": {"text": "<p>Mina</p>", "basis": "invented"},
        "please_check": {"reason": "form", "name": "", "html": "<p>Name</p>"},
        "author_bio": {"author": None, "heading": "About me", "layout": "full"},
        "team": {"heading": "We", "people": []},
        "recent_posts": {"heading": "Recent", "number": 3},
        "approach_teaser": {"heading": "How we work", "approaches": []},
        "comparison": {"caption": "Two ways", "approaches": []},
        "subscribe_form": {"heading": "By email", "text": "now"},
        "newsletter_data": None,
    }


def strings(value):
    """Return all texts in a value of a block, without its keys and settings."""
    if isinstance(value, dict):
        inner = [strings(one) for name, one in value.items() if name not in SETTINGS]
    elif isinstance(value, list):
        inner = [strings(one) for one in value]
    else:
        inner = [[value] if isinstance(value, str) and value else []]
    return [each for one in inner for each in one]


SETTINGS = {"id", "type", "style", "basis", "reason", "html", "layout", "url", "key"}


def test_every_block_of_a_body_is_translated(blog, translate):
    translate(blog)
    values = body(rows.image(), rows.document())
    assert values.keys() == PageBodyBlock().child_blocks.keys()
    stream = [{"type": name, "value": value, "id": name} for name, value in values.items()]
    post = rows.post(blog, rows.author("Orla"))
    post.body = PageBodyBlock().to_python(stream)
    rows.publish(post)
    before = strings(post.body.get_prep_value())

    found = translate(post)

    after = strings(found.body.get_prep_value())
    assert len(before) == 37
    assert after == [in_capitals(one) for one in before]


def in_capitals(html):
    return re.sub(r"</?[BP]>", lambda tag: tag[0].lower(), html.upper())


def test_approach_is_translated_with_who_offers_it(blog, translate):
    orla = rows.author("Orla")
    index = rows.approaches(blog.get_site())
    translate(index)
    approach = rows.approach(index, short_definition="Of the body.", offered_by=[orla])

    found = translate(approach)

    assert (found.short_definition, found.get_offering_authors()) == ("OF THE BODY.", [orla])
