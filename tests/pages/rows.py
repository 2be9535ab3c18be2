"""Authors, posts and approaches that many tests start from."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils.text import slugify
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.pages import published
from wagtail_therapy.approaches.models import Concern, Guideline
from wagtail_therapy.authors import reviews
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.models import Category
from wagtail_therapy.pages.models import (
    ApproachAuthor,
    ApproachConcern,
    ApproachIndexPage,
    ApproachPage,
    ApproachRecommendation,
    BlogIndexPage,
    BlogPostAuthor,
    BlogPostCategory,
    BlogPostPage,
    TeamPage,
)

# For tests in which renditions are made: Wagtail leaves the temporary file of each open.
MAKES_RENDITIONS = [
    pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile"),
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]


def author(name="Orla Penhallow", **fields):
    return Author.objects.create(name=name, **fields)


def category(name="Starting therapy", **fields):
    return Category.objects.create(name=name, **fields)


def image(title="Waiting room", width=640, height=480):
    # Wagtail caches renditions by the id of their image, which the next test's image may have.
    cache.clear()
    file = BytesIO()
    Picture.new("RGB", (width, height), "teal").save(file, "PNG")
    return get_image_model().objects.create(title=title, file=ImageFile(file, f"{title}.png"))


def drawing(title="Circle"):
    cache.clear()
    file = BytesIO(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 640"></svg>')
    return get_image_model().objects.create(title=title, file=ImageFile(file, f"{title}.svg"))


def document(title="Before <you> come", name="leaflet.pdf", content=b"%PDF" * 512):
    file = ContentFile(content, name)
    return get_document_model().objects.create(title=title, file=file, file_size=len(content))


def blog(site, title="Notes", **fields):
    return site.root_page.add_child(instance=BlogIndexPage(title=title, **fields))


def post(blog, *authors, title="A post", live=True, categories=(), tags=(), **fields):
    """Add a post to the blog and publish it, or leave it a draft."""
    page = BlogPostPage(title=title, live=False, locale=blog.locale, **fields)
    page.post_authors = [BlogPostAuthor(author=author) for author in authors]
    page.post_categories = [BlogPostCategory(category=category) for category in categories]
    page.tags.add(*tags)
    return add(blog, page, live=live)


def team(site, title="Who we are", live=True, **fields):
    return site.root_page.add_child(instance=TeamPage(title=title, live=live, **fields))


def approaches(site, title="Approaches", **fields):
    return site.root_page.add_child(instance=ApproachIndexPage(title=title, **fields))


def approach(
    index,
    title="Somatic therapy",
    live=True,
    authors=None,
    concerns=(),
    recommendations=(),
    **fields,
):
    """Add an approach to its index and publish it, or leave it a draft.

    Without a name, its author is a person without a bio.
    """
    page = ApproachPage(title=title, live=False, locale=index.locale, **fields)
    page.approach_authors = [
        ApproachAuthor(author=one) for one in ([writer()] if authors is None else authors)
    ]
    page.approach_concerns = concerns
    page.approach_recommendations = recommendations
    return add(index, page, live=live)


def writer():
    return Author.objects.get_or_create(name="Tove Alder", live=False)[0]


def concern(name="Anxiety", **fields):
    return Concern.objects.create(name=name, **fields)


def used_for(concern, research="not_checked", **fields):
    """Return a row that says what research found of an approach for a concern."""
    return ApproachConcern(concern=concern, research=research, **fields)


def guideline(body="NICE", year=2022, title="Talking to people", **fields):
    url = {"url": f"https://{slugify(body)}.example/{year}/"}
    return Guideline.objects.create(body=body, year=year, title=title, **(url | fields))


def says(concern, recommendation="recommends", guideline=None, **fields):
    """Return a row that says what a guideline says about an approach for a concern."""
    source = guideline or Guideline.objects.first() or globals()["guideline"]()
    return ApproachRecommendation(
        concern=concern, guideline=source, recommendation=recommendation, **fields
    )


def reference(key="orla-2024", **fields):
    title = {"title": "What people remember"}
    return {"type": "reference", "value": title | {"key": key} | fields}


def review(page, reviewer, day=None, **fields):
    """Record that the page was reviewed, today or on another day."""
    return reviews.mark(page, reviewer, day=day, **fields)


def add(parent, page, live):
    """Add a page, and publish it as Wagtail does: with a revision, if it is about to go live."""
    # What has a time to go live, or was live, is up to Wagtail.
    if live and not (page.go_live_at or page.expired):
        return published.add(parent, page)
    parent.add_child(instance=page)
    return publish(page) if live else page


def publish(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page
