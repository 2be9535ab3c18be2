from django.template import Context, Template
from django.template.loader import render_to_string

from tests.content.rendering import squeezed
from tests.pages import rows
from wagtail_therapy.authors.models import Author

pytestmark = rows.MAKES_RENDITIONS

ORLA = Author(name="Orla <P>", post_nominals="PsyD", job_title="Psychologist")
MATEO = Author(name="Mateo")
SUNNIVA = Author(name="Sunniva")


def byline(*authors):
    context = {"authors": authors}
    return squeezed(render_to_string("wagtail_therapy/authors/byline.html", context))


def test_byline_of_one_author_has_the_job_title():
    assert byline(ORLA) == (
        '<div class="therapy-byline"><div><p>By'
        '<span class="therapy-byline-names">Orla &lt;P&gt;, PsyD</span></p>'
        '<p class="therapy-byline-title">Psychologist</p></div></div>'
    )


def test_byline_of_several_authors_reads_as_a_sentence():
    assert byline(ORLA, MATEO, SUNNIVA) == (
        '<div class="therapy-byline"><div><p>By<span class="therapy-byline-names">'
        "Orla &lt;P&gt;, PsyD, Mateo and Sunniva</span></p></div></div>"
    )


def test_byline_without_authors_is_nothing():
    assert byline() == ""


def test_byline_shows_a_portrait_without_saying_the_name_twice(site):
    author = rows.author("Mateo", photo=rows.image())
    rendition = author.photo.get_rendition("fill-320x320|format-webp")

    assert byline(author) == (
        '<div class="therapy-byline">'
        f'<img class="therapy-portrait" src="{rendition.url}" width="320" height="320" alt="">'
        '<div><p>By<span class="therapy-byline-names">Mateo</span></p></div></div>'
    )


def test_byline_does_without_a_portrait_whose_file_is_gone(site):
    author = rows.author("Mateo", photo=rows.image())
    author.photo.file.storage.delete(author.photo.file.name)

    assert byline(author) == (
        '<div class="therapy-byline"><div><p>By'
        '<span class="therapy-byline-names">Mateo</span></p></div></div>'
    )


def linked(author, **context):
    source = "{% load wagtail_therapy_authors %}{% profile_link author %}"
    return Template(source).render(Context({"author": author, **context}))


def test_name_is_plain_where_there_is_no_profile():
    assert linked(ORLA) == "Orla &lt;P&gt;, PsyD"


def test_name_leads_to_the_profile(site, rf):
    rows.team(site)

    assert linked(rows.author("A & B"), request=rf.get("/", headers={"host": "testserver"})) == (
        '<a href="/who-we-are/a-b/" rel="author">A &amp; B</a>'
    )
