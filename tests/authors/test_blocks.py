import pytest
from django.utils import translation
from wagtail.models import Locale

from tests.content.rendering import squeezed
from tests.pages import rows
from wagtail_therapy.authors.blocks import AuthorBioBlock, AuthoredBodyBlock, authors_with_bio
from wagtail_therapy.authors.models import Author, AuthorLicense, AuthorLink

pytestmark = rows.MAKES_RENDITIONS


def rendered(author, layout="full", heading=""):
    block = AuthorBioBlock()
    pk = getattr(author, "pk", author)
    value = block.to_python({"author": pk, "layout": layout, "heading": heading})
    return squeezed(block.render(value))


@pytest.fixture
def orla(site):
    author = Author(
        name="Orla",
        post_nominals="PsyD",
        job_title="Psychologist",
        location="Harrow Bay",
        short_bio="Short & sweet.",
        long_bio="<p>Long.</p>",
    )
    author.licenses = [
        AuthorLicense(
            title="Licensed psychologist",
            number="7",
            jurisdiction="Example",
            register_url="https://register.example/7",
        ),
        AuthorLicense(title="Supervisor"),
    ]
    author.links = [AuthorLink(label="Talks", url="https://talks.example/")]
    author.save()
    return author


LICENSES = (
    '<ul class="therapy-licenses" aria-label="Licences and registrations">'
    '<li>Licensed psychologist, 7 (Example)<a href="https://register.example/7">'
    "Check “Licensed psychologist” in the public register</a></li><li>Supervisor</li></ul>"
)


def test_full_bio_shows_everything(orla):
    assert rendered(orla, heading="About me") == (
        '<section class="therapy-author"><h2 class="therapy-author-heading">About me</h2>'
        '<div class="therapy-author-text"><p class="therapy-author-name">Orla, PsyD</p>'
        '<p class="therapy-author-role">Psychologist · Harrow Bay</p>'
        '<div class="therapy-author-bio"><p>Long.</p></div>'
        + LICENSES
        + '<ul class="therapy-author-links" aria-label="Links">'
        '<li><a href="https://talks.example/">Talks</a></li></ul></div></section>'
    )


def test_short_bio_shows_who_and_with_what_license(orla):
    assert rendered(orla, "short") == (
        '<section class="therapy-author" aria-label="Orla">'
        '<div class="therapy-author-text"><p class="therapy-author-name">Orla, PsyD</p>'
        '<p class="therapy-author-role">Psychologist · Harrow Bay</p>'
        '<div class="therapy-author-bio"><p>Short &amp; sweet.</p></div>' + LICENSES + "</div>"
        "</section>"
    )


@pytest.mark.parametrize("layout", ["full", "short"])
def test_bio_of_an_author_with_nothing_but_a_name(site, layout):
    assert rendered(rows.author("Orla"), layout) == (
        '<section class="therapy-author" aria-label="Orla"><div class="therapy-author-text">'
        '<p class="therapy-author-name">Orla</p></div></section>'
    )


def test_bio_shows_a_portrait(site):
    author = rows.author("Orla", photo=rows.image())
    rendition = author.photo.get_rendition("fill-320x320")

    assert rendered(author) == (
        '<section class="therapy-author" aria-label="Orla">'
        f'<img class="therapy-portrait" src="{rendition.url}" width="320" height="320" alt="Orla">'
        '<div class="therapy-author-text"><p class="therapy-author-name">Orla</p></div></section>'
    )


def test_bio_of_an_author_who_was_deleted_is_nothing(site):
    assert [rendered(4711), rendered(None)] == ["", ""]


def test_bio_of_an_author_who_is_not_published_is_nothing(site):
    assert rendered(rows.author(live=False)) == ""


def test_bio_is_shown_in_the_language_of_the_reader(site, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    author = rows.author("Orla")
    deutsch = author.copy_for_translation(Locale.objects.create(language_code="de"))
    deutsch.name = "Orla auf Deutsch"
    deutsch.save()

    with translation.override("de"):
        html = rendered(author)

    assert html == (
        '<section class="therapy-author" aria-label="Orla auf Deutsch">'
        '<div class="therapy-author-text"><p class="therapy-author-name">Orla auf Deutsch</p>'
        "</div></section>"
    )


def test_authors_with_bio_are_those_in_the_body(site):
    orla, mateo = rows.author("Orla"), rows.author("Mateo")
    bio = {"author": orla.pk, "layout": "full", "heading": ""}
    block = AuthoredBodyBlock()
    body = block.to_python(
        [
            {"type": "author_bio", "value": bio},
            {"type": "author_bio", "value": bio | {"author": None}},
            {"type": "heading", "value": {"text": mateo.name}},
        ]
    )

    assert authors_with_bio(body) == {orla.translation_key}


def test_preview_needs_no_author_of_the_host(site):
    block = AuthorBioBlock()
    html = squeezed(block.render(block.get_preview_value()))

    assert html == (
        '<section class="therapy-author" aria-label="Orla Penhallow">'
        '<div class="therapy-author-text"><p class="therapy-author-name">Orla Penhallow, PsyD</p>'
        '<p class="therapy-author-role">Clinical psychologist</p><div class="therapy-author-bio">'
        "<p>I help people notice the patterns they keep meeting.</p></div></div></section>"
    )
