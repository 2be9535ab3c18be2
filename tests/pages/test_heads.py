"""What pages say to search engines and previews of links."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale, Site

from tests.pages import rows
from tests.schema_org import graph_in, problems
from tests.testapp.models import HomePage
from wagtail_therapy.content.metadata.meta_tags import NOINDEX, FeedLink
from wagtail_therapy.pages.models import ApproachPage

pytestmark = rows.MAKES_RENDITIONS
DATE = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def approach(index):
    page = rows.approach(index, "ACT", short_definition="Making room\nfor it.")
    dates = {"first_published_at": DATE, "last_published_at": DATE}
    ApproachPage.objects.filter(pk=page.pk).update(**dates)
    return page


def html(client, page, query=""):
    response = client.get(page.url + query)
    assert response.status_code == 200
    return response.content.decode()


def head(client, page, query=""):
    """Return what the head says, as pairs: names, properties and relations, with their values."""
    found = BeautifulSoup(html(client, page, query), "html.parser").head
    ours = found.find_all(["meta", "link"])
    pairs = [
        (tag.get("name") or tag.get("property") or tag.get("hreflang") or " ".join(tag["rel"]), tag)
        for tag in ours
        if not tag.get("charset")
    ]
    return [
        (name, tag.get("content") or tag.get("href"))
        for name, tag in pairs
        if name not in ("viewport", "stylesheet")
    ]


def test_approach_says_what_it_is(approach, client):
    url = "http://testserver/approaches/act/"

    assert head(client, approach) == [
        ("description", "Making room for it."),
        ("canonical", url),
        ("author", "Tove Alder"),
        ("og:type", "article"),
        ("og:title", "ACT"),
        ("og:url", url),
        ("og:description", "Making room for it."),
        ("og:site_name", "Foreign host"),
        ("og:locale", "en"),
        ("article:published_time", "2026-11-20T12:30:00+00:00"),
        ("article:modified_time", "2026-11-20T12:30:00+00:00"),
    ]


@pytest.mark.parametrize("query", ["", "?utm_source=x", "?page=7"])
def test_index_is_at_one_address_whatever_the_query(index, client, query):
    assert head(client, index, query) == [
        ("canonical", "http://testserver/approaches/"),
        ("og:type", "website"),
        ("og:title", "Approaches"),
        ("og:url", "http://testserver/approaches/"),
        ("og:site_name", "Foreign host"),
        ("og:locale", "en"),
    ]


def test_filtered_index_is_not_indexed_under_its_address(index, client):
    tags = head(client, index, "?concern=grief")[:2]

    # To call another address the canonical one would contradict it.
    assert tags == [("robots", "noindex, follow"), ("og:type", "website")]


def test_description_that_the_host_prints_is_not_printed_again(approach, client):
    approach.search_description = "Written by hand"
    rows.publish(approach)

    tags = [pair for pair in head(client, approach) if "description" in pair[0]]

    assert tags == [("description", "Written by hand"), ("og:description", "Written by hand")]


def test_seo_title_comes_first(approach, client):
    approach.seo_title = "What is ACT?"
    rows.publish(approach)

    found = BeautifulSoup(html(client, approach), "html.parser")

    assert found.title.text == "What is ACT? – Foreign host"
    assert found.find(property="og:title")["content"] == "What is ACT?"
    assert found.h1.text == "ACT"


def test_image_is_shown_in_previews(approach, client, monkeypatch):
    image = rows.image(width=1600, height=1600)
    image.description = 'A "lake"'
    monkeypatch.setattr(ApproachPage, "get_meta_image", lambda self: image)

    tags = dict(head(client, approach))

    url = tags.pop("og:image")
    assert re.fullmatch(r"http://testserver/media/images/.+\.jpg", url)
    assert {key: value for key, value in tags.items() if "image" in key or "twitter" in key} == {
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": 'A "lake"',
        "twitter:card": "summary_large_image",
    }


def test_get_meta_can_be_overridden(approach, client, monkeypatch):
    feed = FeedLink("Posts & more", "application/rss+xml", "http://testserver/feed/")
    more = {"robots": NOINDEX, "feeds": (feed,), "authors": ("Orla",), "tags": ("a", "b")}
    original = ApproachPage.get_meta
    monkeypatch.setattr(
        ApproachPage,
        "get_meta",
        lambda self, request: replace(original(self, request), section="S", **more),
    )

    tags = head(client, approach)

    assert tags[1:4] == [
        ("robots", "noindex, follow"),
        ("alternate", "http://testserver/feed/"),
        ("author", "Orla"),
    ]
    assert tags[-3:] == [("article:section", "S"), ("article:tag", "a"), ("article:tag", "b")]
    assert 'type="application/rss+xml" title="Posts &amp; more"' in html(client, approach)


@pytest.mark.parametrize(
    "title",
    [
        "</script><script>alert(1)</script>",
        "טיפול פסיכודינמי",
        "🌱" * 255,
        'Fish & "chips"',
        "{{ 7|add:7 }}",
    ],
)
def test_title_keeps_its_characters_in_the_head(index, client, title):
    page = rows.approach(index, title, short_definition=title, slug="odd")

    text = html(client, page)

    found = BeautifulSoup(text, "html.parser")
    assert found.title.text == f"{title} – Foreign host"
    assert found.find(property="og:title")["content"] == title
    nodes = graph_in(text)
    assert [node["name"] for node in nodes if node["@type"] == "PsychologicalTreatment"] == [title]
    assert (problems(nodes), len(found.find_all("script"))) == ([], 1)


def test_translations_name_each_other(approach, client, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    # Without it there is content in LANGUAGE_CODE only.
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    settings.ROOT_URLCONF = "tests.language_urls"
    settings.MIDDLEWARE = ["django.middleware.locale.LocaleMiddleware", *settings.MIDDLEWARE]
    german = Locale.objects.create(language_code="de")
    home = HomePage.objects.get(pk=approach.get_parent().get_parent().pk)
    rows.publish(home.copy_for_translation(german))
    rows.publish(approach.copy_for_translation(german, copy_parents=True))
    Site.clear_site_root_paths_cache()

    # The middleware sets the thread's language, which other tests share.
    with translation.override("de"):
        text = client.get("/de/approaches/act/").content.decode()

    found = BeautifulSoup(text, "html.parser")
    links = {tag["hreflang"]: tag["href"] for tag in found.find_all("link", hreflang=True)}
    assert links == {
        "de": "http://testserver/de/approaches/act/",
        "en": "http://testserver/en/approaches/act/",
        "x-default": "http://testserver/en/approaches/act/",
    }
    assert found.find(property="og:locale")["content"] == "de"
    nodes = {node["@type"]: node for node in graph_in(text)}
    way = [item["item"] for item in nodes["BreadcrumbList"]["itemListElement"]]
    assert way == [
        f"http://testserver/de/{rest}" for rest in ("", "approaches/", "approaches/act/")
    ]
    assert nodes["MedicalWebPage"]["inLanguage"] == "de"


def queries(client, page):
    html(client, page)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        html(client, page)
    return len(captured)


def test_index_costs_the_same_however_much_it_lists(index, client):
    rows.approach(index, "One", short_definition="Short.")
    before = queries(client, index)
    for number in range(5):
        rows.approach(index, f"Another {number}", short_definition="Short.")

    assert queries(client, index) == before


def test_preview_of_a_draft_says_what_it_will_be(index):
    draft = ApproachPage(title="New", slug="new", locale=index.locale)
    draft.path, draft.depth = index.path + "0001", index.depth + 1
    draft.set_url_path(index)

    text = draft.make_preview_request().content.decode()

    found = BeautifulSoup(text, "html.parser")
    assert found.find("link", rel="canonical")["href"] == "http://testserver/approaches/new/"
    assert problems(graph_in(text)) == []


def test_page_outside_of_all_sites_is_previewed(approach):
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()

    text = approach.make_preview_request().content.decode()

    assert problems(graph_in(text)) == []
