from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from tests.pages import rows
from tests.schema_org import problems, types_in
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.json_ld import with_post
from wagtail_therapy.blog.meta_tags import post_meta
from wagtail_therapy.blog.mixins import BlogPostMixin
from wagtail_therapy.pages.models import BlogPostPage

DATE = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
SOURCE = {
    "authors": "Shedler J",
    "year": "2010",
    "title": "The efficacy of psychodynamic psychotherapy",
    "doi": "10.1037/a0018378",
    "url": "",
}


@pytest.fixture
def request_of_site(site):
    return RequestFactory().get("/", headers={"host": "testserver"})


@pytest.fixture
def post(site):
    fields = {"title": "Why?", "excerpt": "In short.", "categories": [rows.category("Grief")]}
    post = rows.post(rows.blog(site), rows.author("Orla"), **fields)
    post.first_published_at = DATE
    post.updated_date = date(2026, 11, 25)
    post.get_tags = lambda: [SimpleNamespace(name="loss")]
    post.get_references = lambda: [SOURCE]
    return post


def graph(post, request):
    base = super(BlogPostMixin, post)
    meta = post_meta(post, base.get_meta(request))
    return with_post(base.get_json_ld(request, meta), post, meta, request, lambda one: one.slug)


def by_type(nodes):
    return {node["@type"]: node for node in nodes}


def test_post_is_a_posting_on_a_page(post, request_of_site):
    nodes = graph(post, request_of_site)

    kinds = ["WebSite", "Organization", "BreadcrumbList", "WebPage", "BlogPosting", "Person"]
    assert (types_in(nodes), problems(nodes)) == (kinds, [])
    url = "http://testserver/notes/why/"
    (author,) = post.get_authors()
    assert by_type(nodes)["WebPage"]["mainEntity"] == {"@id": f"{url}#post"}
    assert by_type(nodes)["Person"]["url"] == author.slug
    assert by_type(nodes)["BlogPosting"] == {
        "@type": "BlogPosting",
        "@id": f"{url}#post",
        "headline": "Why?",
        "description": "In short.",
        "url": url,
        "mainEntityOfPage": {"@id": f"{url}#webpage"},
        "author": [{"@id": f"http://testserver/#person-{author.translation_key}"}],
        "publisher": {"@id": "http://testserver/#publisher"},
        "datePublished": "2026-11-20T12:30:00+00:00",
        "dateModified": "2026-11-25",
        "inLanguage": "en",
        "articleSection": ["Grief"],
        "keywords": ["loss"],
        "citation": [
            {
                "@type": "CreativeWork",
                "name": "The efficacy of psychodynamic psychotherapy",
                "creditText": "Shedler J",
                "datePublished": "2010",
                "url": "https://doi.org/10.1037/a0018378",
            }
        ],
    }


def test_post_that_was_reviewed_is_on_a_page_with_the_review(post, request_of_site):
    mateo = rows.author("Mateo")
    rows.review(post, mateo, date(2026, 11, 24))

    nodes = graph(post, request_of_site)

    page = by_type(nodes)["MedicalWebPage"]
    reviewer = {"@id": f"http://testserver/#person-{mateo.translation_key}"}
    assert (page["lastReviewed"], page["reviewedBy"]) == ("2026-11-24", [reviewer])
    assert [node["name"] for node in nodes if node["@type"] == "Person"] == ["Orla", "Mateo"]
    assert problems(nodes) == []


def test_post_checked_by_its_author_names_no_reviewer(post, request_of_site):
    rows.review(post, *post.get_authors(), date(2026, 11, 24))

    nodes = graph(post, request_of_site)

    page = by_type(nodes)["MedicalWebPage"]
    assert (page["lastReviewed"], "reviewedBy" in page) == ("2026-11-24", False)
    assert types_in(nodes).count("Person") == 1


def test_post_whose_reviewer_was_deleted_keeps_the_date(post, request_of_site):
    rows.review(post, rows.author("Mateo"), date(2026, 11, 24))
    Author.objects.get(name="Mateo").delete()
    post = BlogPostPage.objects.get()

    page = by_type(graph(post, request_of_site))["MedicalWebPage"]

    assert (page["lastReviewed"], "reviewedBy" in page) == ("2026-11-24", False)


def test_post_with_nothing_in_it_is_known_to_schema_org(post, request_of_site):
    post.first_published_at = post.updated_date = None
    post.post_authors = post.categories = []
    post.get_references = post.get_tags = list

    assert problems(graph(post, request_of_site)) == []
