import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site

from tests.pages import rows
from wagtail_therapy.authors.bios import bio_html, byline, byline_html
from wagtail_therapy.authors.models import Author, AuthorLicense

ORLA = Author(name="Orla Penhallow", post_nominals="PsyD")
MATEO = Author(name="Mateo Quill")
SUNNIVA = Author(name="Sunniva Brightwater")


@pytest.fixture
def request_(site, rf):
    request = rf.get("/", headers={"host": "testserver"})
    assert Site.find_for_request(request) == site
    return request


def words(html):
    return BeautifulSoup(html, "html.parser").get_text(" ", strip=True)


def test_bio_follows_its_author(request_, rf):
    orla = rows.author(short_bio="Patterns.")
    before = words(bio_html(orla, request_, "About", "short"))
    AuthorLicense.objects.create(author=orla, title="Psychologist", number="7")
    later = rf.get("/", headers={"host": "testserver"})

    assert before == "About Orla Penhallow Patterns."
    found = words(bio_html(Author.objects.get(), later, "About", "short"))
    assert found == "About Orla Penhallow Patterns. Psychologist, 7"


def test_bio_that_is_kept_costs_no_query(request_, django_assert_num_queries):
    orla = rows.author(short_bio="Patterns.")
    first = bio_html(orla, request_)

    with django_assert_num_queries(0):
        assert bio_html(orla, request_) == first


def test_byline_names_authors_whose_bio_is_not_published(request_):
    authors = [rows.author("Orla"), rows.author("Mateo", live=False)]
    assert words(byline_html(authors, request_)) == "By Orla and Mateo"


@pytest.mark.parametrize(
    ("authors", "text"),
    [
        ([], ""),
        ([ORLA], "Orla Penhallow, PsyD"),
        ([ORLA, MATEO], "Orla Penhallow, PsyD and Mateo Quill"),
        ([ORLA, MATEO, SUNNIVA], "Orla Penhallow, PsyD, Mateo Quill and Sunniva Brightwater"),
    ],
)
def test_byline_names_all_with_their_letters(authors, text):
    assert byline(authors) == text
