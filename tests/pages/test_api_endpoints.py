"""Authors, categories, concerns and families as endpoints: what a site shows to every visitor."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from tests.pages import rows
from tests.pages.api import get_json
from wagtail_therapy.approaches.models import ApproachFamily
from wagtail_therapy.authors.models import AuthorDegree, AuthorLicense, AuthorLink
from wagtail_therapy.content.models import ContentNote

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture(autouse=True)
def headless(settings):
    settings.ROOT_URLCONF = "tests.api_urls"


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def elsewhere(site):
    """A blog that is the home page of another site."""
    home = (
        rows.blog(site, title="Elsewhere")
        .get_parent()
        .add_child(instance=rows.BlogIndexPage(title="Other home", slug="other-home"))
    )
    Site.objects.create(hostname="other.example", root_page=home)
    return home


def names(client, endpoint, query=""):
    return [one["name"] for one in get_json(client, f"/api/v2/{endpoint}/{query}")["items"]]


def private(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def full_author():
    orla = rows.author(
        "Orla Penhallow",
        honorific_prefix="Dr",
        post_nominals="PsyD",
        pronouns="she/her",
        job_title="Psychologist",
        languages="English, Deutsch",
        location="Harbour",
        photo=rows.image(),
        short_bio="I write.",
        long_bio="<p>I <b>write</b>.</p>",
    )
    orla.licenses = [
        AuthorLicense(title="Psychologist", number="1", jurisdiction="England"),
        AuthorLicense(title="Old", expires_date=timezone.localdate() - timedelta(days=1)),
    ]
    orla.degrees = [AuthorDegree(title="PsyD", institution="Somewhere", year=2010)]
    orla.links = [AuthorLink(label="Book", url="https://book.example/")]
    orla.save()
    return orla


EMPTY = ["issuer", "register_url", "supervisor_name", "supervisor_number", "employer"]
LICENSE = {
    "kind": "license",
    "title": "Psychologist",
    "number": "1",
    "status": "full",
    "jurisdiction": "England",
} | dict.fromkeys(EMPTY, "")
CREDENTIALS = {
    "pronouns": "she/her",
    "job_title": "Psychologist",
    "languages": ["English", "Deutsch"],
    "short_bio": "I write.",
    "licenses": [LICENSE],
    "degrees": [{"title": "PsyD", "institution": "Somewhere", "year": 2010}],
    "links": [{"label": "Book", "url": "https://book.example/"}],
}


def rendition(image, spec):
    shown = image.get_rendition(spec)
    names = ("url", "full_url", "width", "height")
    return {"id": image.pk, "alt": image.title} | {name: getattr(shown, name) for name in names}


def test_author_of_a_post_has_the_bio(blog, client):
    orla = full_author()

    found = get_json(client, f"/api/v2/pages/{rows.post(blog, orla).pk}/")["authors"]

    assert found == [
        {
            "id": orla.pk,
            "slug": "orla-penhallow",
            "name": "Dr Orla Penhallow, PsyD",
            "photo": rendition(orla.photo, "fill-320x320|format-webp"),
            **CREDENTIALS,
        }
    ]


def test_author_has_all_that_the_profile_shows(blog, client):
    orla = full_author()
    rows.post(blog, orla)

    assert get_json(client, f"/api/v2/authors/{orla.pk}/") == {
        "id": orla.pk,
        "meta": {
            "type": "wagtail_therapy_authors.Author",
            "detail_url": f"http://testserver/api/v2/authors/{orla.pk}/",
        },
        "name": "Orla Penhallow",
        "slug": "orla-penhallow",
        "honorific_prefix": "Dr",
        "post_nominals": "PsyD",
        "location": "Harbour",
        "accepting_clients": "",
        "delivery": [],
        "works_here": True,
        "long_bio": "<p>I <b>write</b>.</p>",
        "photo": rendition(orla.photo, "max-1200x1200"),
        **CREDENTIALS,
    }


def test_authors_are_those_that_the_site_shows(site, blog, elsewhere, client):
    rows.post(blog, rows.author("Wrote"), rows.author("No bio", live=False))
    rows.approach(
        rows.approaches(site),
        authors=[rows.author("Explained")],
        offered_by=[rows.author("Offers")],
        short_definition="Of the body.",
    )
    rows.post(blog, rows.author("Drafts"), live=False)
    private(rows.post(blog, rows.author("In private")))
    rows.post(elsewhere, rows.author("Works elsewhere"))
    rows.author("Wrote nothing")

    assert names(client, "authors") == ["Wrote", "Explained", "Offers", "Works elsewhere"]
    assert names(client, "authors", "?site=other.example") == ["Works elsewhere"]


def test_authors_with_a_profile_are_listed(site, client):
    team, orla = rows.team(site), rows.author("Orla")

    assert names(client, "authors") == ["Orla"]
    private(team)
    assert names(client, "authors") == []
    get_json(client, f"/api/v2/authors/{orla.pk}/", status=404)


def test_endpoint_takes_no_search_and_no_site_that_is_none(site, client):
    get_json(client, "/api/v2/authors/?search=orla", status=400)
    get_json(client, "/api/v2/authors/?site=none.example", status=400)


def test_categories_are_those_of_public_posts(site, blog, client):
    grief = rows.category("Grief")
    loss = rows.category("Loss", parent=grief)
    rows.post(blog, rows.writer(), categories=[loss])
    private(rows.post(blog, rows.writer(), categories=[rows.category("Secret")]))
    rows.category("Empty")

    assert names(client, "categories") == ["Grief", "Loss"]
    assert get_json(client, f"/api/v2/categories/{loss.pk}/") == {
        "id": loss.pk,
        "meta": {
            "type": "wagtail_therapy_blog.Category",
            "detail_url": f"http://testserver/api/v2/categories/{loss.pk}/",
        },
        "name": "Loss",
        "slug": "loss",
        "description": "",
        "parent": {
            "id": grief.pk,
            "meta": {
                "type": "wagtail_therapy_blog.Category",
                "detail_url": f"http://testserver/api/v2/categories/{grief.pk}/",
            },
        },
    }


def test_concerns_and_families_are_those_of_public_pages(site, blog, client):
    note = ContentNote.objects.create(name="abuse", locale=blog.locale)
    abuse = rows.concern("Abuse", content_note=note, offers_exit=True)
    mind = ApproachFamily.objects.create(name="Mind", locale=blog.locale)
    index = rows.approaches(site)
    facts = {"short_definition": "Of the body.", "family": mind}
    rows.approach(index, concerns=[rows.used_for(abuse)], **facts)
    rows.post(blog, rows.writer(), concerns=[rows.concern("Grief")])
    hidden = ApproachFamily.objects.create(name="Hidden", locale=blog.locale)
    secret = rows.approach(index, title="Secret", short_definition="It is.", family=hidden)
    private(secret)
    rows.concern("Of nothing")

    assert names(client, "families") == ["Mind"]
    assert names(client, "concerns") == ["Abuse", "Grief"]
    found = get_json(client, f"/api/v2/concerns/{abuse.pk}/")
    assert {name: found[name] for name in found if name != "meta"} == {
        "id": abuse.pk,
        "name": "Abuse",
        "slug": "abuse",
        "description": "",
        "kind": "life",
        "content_note": {"id": note.pk, "name": "abuse"},
        "shows_crisis_notice": False,
        "offers_exit": True,
        "no_guideline_found": False,
        "guidelines": [],
    }


def test_queries_of_a_team_do_not_grow_with_it(site, client):
    team = rows.team(site)
    address = f"/api/v2/pages/{team.pk}/?fields=_,authors"

    def queries(number):
        for _each in range(number):
            full_author()
        get_json(client, address)
        with CaptureQueriesContext(connection) as captured:
            found = get_json(client, address)["authors"]
        return len(captured), len(found)

    few, many = queries(1), queries(3)
    assert (few[1], many[1]) == (1, 4)
    assert few[0] == many[0]


def test_future_post_does_not_list_its_author_and_concern(blog, client):
    grief = rows.concern("Grief")
    post = rows.post(blog, rows.author("Orla"), concerns=[grief])
    type(post).objects.update(first_published_at=timezone.now() + timedelta(days=1))
    assert (names(client, "authors"), names(client, "concerns")) == ([], [])

    type(post).objects.update(first_published_at=timezone.now())
    assert (names(client, "authors"), names(client, "concerns")) == (["Orla"], ["Grief"])
