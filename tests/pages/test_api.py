"""Posts, blogs, approaches and people as Wagtail's APIs tell of them."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.pages import rows
from tests.pages.api import HAS_V3, NO_BIO, NO_NOTICES, VERSIONS, get_json, page_json
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = rows.MAKES_RENDITIONS

AS_AUTHOR = {"slug": "orla-penhallow", "name": "Orla Penhallow, PsyD", **NO_BIO}
AS_AUTHOR |= {"short_bio": "I write."}


@pytest.fixture(autouse=True)
def headless(settings):
    settings.ROOT_URLCONF = "tests.api_urls"


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla Penhallow", post_nominals="PsyD", short_bio="I write.")


def titles(client, address):
    return [item["title"] for item in get_json(client, address)["items"]]


def full_post(blog, author, category, note, read, concern):
    """Return a post that names all of these, and in its further reading a private one, too."""
    secret = rows.post(blog, author, title="Secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    return rows.post(
        blog,
        author,
        categories=[category],
        tags=["first session"],
        excerpt="In short.",
        lead_image=rows.image(),
        lead_image_alt="Two chairs",
        content_notes=[note],
        concerns=[concern],
        body=[("subheading", {"text": "Hello"})],
        references=[("reference", {"title": "A paper", "key": "paper"})],
        related_reading=[("post", read), ("post", secret)],
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_post_has_the_fields_that_its_page_shows(blog, orla, client, version):
    grief = rows.category("Grief")
    note = ContentNote.objects.create(name="death", locale=blog.locale)
    read = rows.post(blog, orla, title="Read")
    worry = rows.concern("Worry")
    post = full_post(blog, orla, grief, note, read, worry)
    rows.review(post, mateo := rows.author("Mateo"), date(2026, 11, 2))
    by = AS_AUTHOR | {"id": orla.pk}

    found = page_json(client, version, post)

    image = found.pop("lead_image")
    (body,), (reference,) = found.pop("body"), found.pop("references")
    found.pop("for_readers", None)
    assert (image["width"], image["height"]) == (640, 480)
    assert (body["type"], body["value"]) == ("subheading", {"text": "Hello"})
    assert reference["value"]["title"] == "A paper"
    assert found == {
        "authors": [by],
        "concerns": [{"id": worry.pk, "name": "Worry", "slug": "worry"}],
        "categories": [{"id": grief.pk, "name": "Grief", "slug": "grief"}],
        "tags": ["first session"],
        "excerpt": "In short.",
        "summary": "In short.",
        "lead_image_alt": "Two chairs",
        "lead_image_caption": "",
        "content_notes": [{"id": note.pk, "name": "death"}],
        "related_reading": [{"id": read.pk, "title": "Read", "url": read.full_url}],
        "updated_date": None,
        "reviewed_date": "2026-11-02",
        "reviewed_by": {"id": mateo.pk, "slug": "mateo", "name": "Mateo", **NO_BIO},
        "is_review_independent": False,
        "notices": NO_NOTICES,
        "reading_minutes": post.reading_minutes,
    }


@pytest.mark.parametrize("version", VERSIONS)
def test_empty_post_is_served(blog, orla, client, version):
    found = page_json(client, version, rows.post(blog, orla))

    assert (found["lead_image"], found["reviewed_by"], found["body"]) == (None, None, [])


@pytest.mark.parametrize("version", VERSIONS)
def test_blog_has_only_public_pinned_posts(blog, orla, client, version):
    read, draft = rows.post(blog, orla, title="Read"), rows.post(blog, orla, live=False)
    blog.pinned = [("post", draft), ("post", read)]
    blog.sidebar = [("author_bio", {"author": orla, "layout": "short"})]
    rows.publish(blog)

    found = page_json(client, version, blog)

    assert found["pinned"] == [{"id": read.pk, "title": "Read", "url": read.full_url}]
    assert found["sidebar"][0]["value"]["author"]["name"] == "Orla Penhallow, PsyD"


@pytest.mark.parametrize("version", VERSIONS)
def test_private_posts_and_drafts_are_not_served(blog, orla, client, version):
    rows.post(blog, orla, title="Read")
    rows.post(blog, orla, title="Draft", live=False)
    secret = rows.post(blog, orla, title="Secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")

    listed = titles(client, f"/api/{version}/pages/?type=wagtail_therapy_pages.BlogPostPage")

    assert listed == ["Read"]
    get_json(client, f"/api/{version}/pages/{secret.pk}/", status=404)


def test_future_posts_are_served_only_by_wagtails_viewset(blog, orla, client):
    post = rows.post(blog, orla, title="To come")
    tomorrow = timezone.now() + timedelta(days=1)
    BlogPostPage.objects.filter(pk=post.pk).update(first_published_at=tomorrow)
    address = "/api/v2/{}/?type=wagtail_therapy_pages.BlogPostPage"

    assert titles(client, address.format("wagtails-pages")) == ["To come"]
    assert titles(client, address.format("pages")) == []
    get_json(client, f"/api/v2/pages/{post.pk}/", status=404)


@pytest.mark.parametrize("version", VERSIONS)
def test_team_has_its_authors(site, orla, client, version):
    assert page_json(client, version, rows.team(site))["authors"] == [AS_AUTHOR | {"id": orla.pk}]


def as_claim(concern, guideline):
    """Return a concern of the approach with its guideline and its research."""
    return {
        "concern": {"id": concern.pk, "name": "Grief", "slug": "grief"},
        "guidelines": [
            {
                "guideline": {
                    "id": guideline.pk,
                    "name": "NICE NG1 (2022)",
                    "title": "Talking to people",
                    "url": "https://nice.example/2022/",
                    "status": "current",
                    "superseded_by": "",
                },
                "recommendation": "considers",
                "population": "Adults",
                "reference_keys": [],
            }
        ],
        "no_guideline_found": False,
        "research": "few_studies",
        "outcome": "mixed",
        "compared_with": "",
        "certainty": "",
        "reference_keys": ["orla-2024"],
        "note": "",
    }


@pytest.mark.parametrize("version", VERSIONS)
def test_approach_has_the_fields_that_its_page_shows(site, orla, client, version):
    grief, nice = rows.concern("Grief"), rows.guideline(number="NG1")
    approach = rows.approach(
        rows.approaches(site),
        short_definition="Of the body.",
        offered_by=[orla],
        formats=["group"],
        sessions_min=6,
        concerns=[rows.used_for(grief, "few_studies", outcome="mixed", reference_keys="orla-2024")],
        recommendations=[rows.says(grief, "considers", nice, population="Adults")],
        references=[rows.reference(kind="trial")],
    )

    found = page_json(client, version, approach)
    found.pop("for_readers", None)
    assert found.pop("references") != []
    stated = {name: value for name, value in found.items() if value not in ("", None, [], False)}
    assert stated == {
        "short_definition": "Of the body.",
        "offered_by": [AS_AUTHOR | {"id": orla.pk}],
        "disclosure": approach.get_disclosure(),
        "formats": ["group"],
        "sessions_min": 6,
        "authors": [
            {"id": found["authors"][0]["id"], "slug": "tove-alder", "name": "Tove Alder", **NO_BIO}
        ],
        "notices": NO_NOTICES,
        "concerns": [as_claim(grief, nice)],
    }
    # The sections that a new page starts from say nothing.
    assert found["body"] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_api_has_no_subscribers_or_mailings(site, client, version):
    paths = "subscribers", "mailings", "deliveries"
    answers = {client.get(f"/api/{version}/{path}/").status_code for path in paths}

    assert answers == {404}


@HAS_V3
def test_draft_of_a_post_is_written_through_v3(blog, editor, client):
    from wagtail.models import APIToken

    _row, token = APIToken.create_token(user=editor, name="CMS")
    post = {
        "meta": {"parent_id": blog.pk, "type": "wagtail_therapy_pages.BlogPostPage"},
        "title": "From elsewhere",
        "excerpt": "In short.",
        "tags": ["first session"],
        "body": [{"type": "subheading", "value": {"text": "Hello"}}],
    }
    response = client.post(
        "/api/v3/pages/",
        json.dumps(post),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert response.status_code == 201, response.content
    draft = BlogPostPage.objects.get().get_latest_revision_as_object()
    assert (draft.live, draft.title, draft.excerpt) == (False, "From elsewhere", "In short.")
    assert [child.value["text"] for child in draft.body] == ["Hello"]
