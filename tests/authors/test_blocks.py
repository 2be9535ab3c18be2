from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from wagtail.models import Locale

from tests.content.rendering import squeezed
from tests.pages import rows
from wagtail_therapy.authors.blocks import (
    AuthorBioBlock,
    AuthoredBodyBlock,
    TeamBlock,
    authors_with_bio,
)
from wagtail_therapy.authors.models import Author, AuthorDegree, AuthorLicense, AuthorLink
from wagtail_therapy.pages.models import BlogIndexPage

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
        pronouns="she/her",
        accepting_clients="yes",
        languages="English,Deutsch",
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
        AuthorLicense(title="Expired", expires_date=date(2020, 1, 1)),
    ]
    author.degrees = [AuthorDegree(title="Doctor"), AuthorDegree(title="MA", year=1998)]
    author.links = [AuthorLink(label="Talks", url="https://talks.example/")]
    author.save()
    return author


LICENSES = (
    '<ul class="therapy-licenses" aria-label="Licences and registrations">'
    '<li>Licensed psychologist, 7 (Example)<a href="https://register.example/7" rel="noreferrer">'
    "Check “Licensed psychologist” on the public register</a></li><li>Supervisor</li></ul>"
)


def test_full_bio_shows_everything(orla):
    assert rendered(orla, heading="About me") == (
        '<section class="therapy-author"><h2 class="therapy-author-heading">About me</h2>'
        '<div class="therapy-author-text"><p class="therapy-author-name">Orla, PsyD'
        '<span class="therapy-pronouns">(she/her)</span></p>'
        '<p class="therapy-acceptance therapy-accepting-yes">Accepting new clients</p>'
        '<p class="therapy-author-role">Psychologist · Harrow Bay</p>'
        '<div class="therapy-author-bio"><p>Long.</p></div>'
        '<ul class="therapy-facts"><li>Languages: English, Deutsch</li></ul>'
        '<ul class="therapy-degrees" aria-label="Degrees and training">'
        "<li>Doctor</li><li>MA (1998)</li></ul>"
        + LICENSES
        + '<ul class="therapy-author-links" aria-label="Links">'
        '<li><a href="https://talks.example/" rel="noreferrer">Talks</a></li></ul></div></section>'
    )


def test_short_bio_shows_who_and_with_what_license(orla):
    assert rendered(orla, "short") == (
        '<section class="therapy-author" aria-label="Orla">'
        '<div class="therapy-author-text"><p class="therapy-author-name">Orla, PsyD'
        '<span class="therapy-pronouns">(she/her)</span></p>'
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
    rendition = author.photo.get_rendition("fill-320x320|format-webp")

    assert rendered(author) == (
        '<section class="therapy-author" aria-label="Orla">'
        f'<img class="therapy-portrait" src="{rendition.url}" width="320" height="320" '
        'alt="Orla" loading="lazy">'
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


def team(*people, heading="", **context):
    block = TeamBlock()
    value = block.to_python({"heading": heading, "people": list(people)})
    return BeautifulSoup(block.render(value, context), "html.parser")


def cards(html):
    return [card.text.strip() for card in html.find_all(class_="therapy-card-title")]


def test_team_block_shows_all_published_authors_when_none_are_chosen(site):
    for name in ("Sunniva", "Mateo"):
        rows.author(name)
    rows.author("Draft", live=False)

    assert cards(team()) == ["Mateo", "Sunniva"]


def test_team_is_those_who_are_chosen_and_published(site):
    sunniva, mateo, draft = rows.author("Sunniva"), rows.author("Mateo"), rows.author(live=False)
    rows.author("Guest")

    assert cards(team(sunniva.pk, 4711, draft.pk, mateo.pk)) == ["Sunniva", "Mateo"]


def test_team_block_without_authors_is_empty(site):
    assert [squeezed(team()), squeezed(team(4711, heading="Who we are"))] == ["", ""]


@pytest.mark.parametrize(
    ("heading", "found"), [("", ["h2"]), ("Who we are", ["h2", "h3"])], ids=["bare", "headed"]
)
def test_names_stand_below_the_heading_of_the_team(site, heading, found):
    rows.author("Orla")

    assert [tag.name for tag in team(heading=heading).find_all(["h2", "h3"])] == found


def test_team_is_shown_in_the_language_of_the_page(site):
    german = Locale.objects.create(language_code="de")
    rows.author("Orla")
    rows.author("Orla auf Deutsch", locale=german)
    page = BlogIndexPage(locale=german)

    assert cards(team(page=page)) == ["Orla auf Deutsch"]


def test_team_may_be_saved_and_opened_with_an_empty_person(site):
    block = TeamBlock()

    assert [list(block.to_python({"people": [None]})["people"]), squeezed(team(None))] == [
        [None],
        "",
    ]
