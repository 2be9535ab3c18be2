"""Creates a blog of any size, and a bare one with the same posts."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.images import ImageFile
from PIL import Image as Picture
from taggit.models import Tag
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from benchmarks.bare.models import BareIndexPage, BarePostPage
from benchmarks.sample_texts import Writer
from wagtail_therapy.authors.models import Author, AuthorDegree, AuthorLicense, AuthorLink
from wagtail_therapy.blog.models import Category
from wagtail_therapy.content.text.excerpts import opening_words
from wagtail_therapy.content.text.reading_time import reading_minutes
from wagtail_therapy.pages.models import (
    BlogIndexPage,
    BlogPostAuthor,
    BlogPostCategory,
    BlogPostPage,
    BlogPostTag,
    TeamPage,
)
from wagtail_therapy.practice.models import PracticeSettings

NEWEST = datetime(2026, 11, 1, 9, tzinfo=UTC)
# Ten thousand posts fill ten years.
BETWEEN = timedelta(hours=8.76)
# SQLite limits the values in one statement.
AT_ONCE = 50


@dataclass
class Blogs:
    """Two blogs on one site, ``blog`` and ``bare``, that grow with ``grow()``."""

    site: Site
    blog: BlogIndexPage
    bare: BareIndexPage
    images: list[Any]
    writers: list[Writer]
    authors: list[Author] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    size: int = 0

    def grow(self, posts, authors, categories, tags):
        """Add posts, authors, categories and tags until there are that many."""
        self.authors += [author(self, number) for number in range(len(self.authors), authors)]
        add_categories(self.categories, categories)
        names = [f"Tag {number}" for number in range(len(self.tags), tags)]
        self.tags += [Tag.objects.create(name=name, slug=name.lower()[4:]) for name in names]
        bodies = [Body(writer) for writer in self.writers]
        for start in range(self.size, posts, 1000):
            add_posts(self, range(start, min(start + 1000, posts)), bodies)
        self.size = posts


class Body:
    """A text as a post of ours stores it, and a bare one."""

    def __init__(self, writer):
        data = writer.body()
        self.ours, self.bare = (
            StreamValue(model._meta.get_field("body").stream_block, data, is_lazy=True)
            for model in (BlogPostPage, BarePostPage)
        )
        self.opening = opening_words(self.ours)
        self.reading_minutes = reading_minutes(self.ours)


def empty_blogs(texts, pictures) -> Blogs:
    home = Page.get_first_root_node().add_child(instance=Page(title="Home", slug="blogs"))
    site = Site.objects.create(hostname="testserver", root_page=home, site_name="A Practice")
    images = [image(number) for number in range(pictures)]
    about = home.add_child(instance=Page(title="How we work", slug="about"))
    home.add_child(instance=TeamPage(title="Who we are", slug="team"))
    PracticeSettings.objects.create(
        site=site,
        name="A Practice",
        logo=images[0],
        links="https://social.example/@practice",
        crisis_notice="In an emergency call 112.\n\nNobody reads our inbox at night.",
        disclaimer="General information, and no advice to one person.",
    )
    blog = home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
    bare = home.add_child(instance=BareIndexPage(title="Bare", slug="bare"))
    writers = [Writer(number, images, about) for number in range(texts)]
    return Blogs(site, blog, bare, images, writers)


def image(number):
    file = BytesIO()
    Picture.new("RGB", (1600, 1200), (number * 8, 120, 160)).save(file, "JPEG")
    picture = ImageFile(file, f"picture-{number}.jpg")
    return get_image_model().objects.create(title=f"Picture {number}", file=picture)


def author(blogs, number) -> Author:
    one = Author.objects.create(
        name=f"Author Number{number}",
        post_nominals="PsyD",
        job_title="Psychologist",
        short_bio=blogs.writers[0].words(30),
        long_bio=f"<p>{blogs.writers[0].words(150)}</p>",
        photo=blogs.images[number % len(blogs.images)],
    )
    AuthorLicense.objects.create(author=one, title="Licensed psychologist", number=str(number))
    AuthorDegree.objects.create(author=one, title="Doctor of Psychology", year=2010)
    AuthorLink.objects.create(author=one, label="Book", url="https://book.example/")
    return one


def add_categories(categories, number):
    """Add until there are so many, in three levels: of each ten one, three in it, six in these."""
    for place in range(len(categories), number):
        parents = [None, 0, 0, 0, 1, 1, 2, 2, 3, 3]
        within = parents[place % 10]
        parent = None if within is None else categories[place - place % 10 + within]
        categories.append(Category.objects.create(name=f"Category {place}", parent=parent))


def add_posts(blogs, numbers, bodies):
    images = blogs.images
    ours, bare = [], []
    for number in numbers:
        body = bodies[number % len(bodies)]
        shared = {
            **in_tree(number),
            "lead_image": images[number % len(images)],
        }
        ours.append(
            BlogPostPage(
                **shared,
                body=body.ours,
                opening=body.opening,
                reading_minutes=body.reading_minutes,
            )
        )
        category = number % len(blogs.categories)
        bare.append(BarePostPage(**shared, body=body.bare, excerpt=body.opening, category=category))
    insert(blogs.blog, ours)
    insert(blogs.bare, bare)
    add_rows(blogs, numbers, ours)


def in_tree(number) -> dict:
    published = NEWEST - number * BETWEEN
    title = f"What we learn from case {number}"
    return {
        "title": title,
        "draft_title": title,
        "slug": f"post-{number}",
        "locale": Locale.get_default(),
        "first_published_at": published,
        "last_published_at": published,
        "latest_revision_created_at": published,
    }


def insert(parent, pages):
    """Add the pages below their parent with a few queries: ``add_child`` takes ten for each."""
    first = parent.numchild
    content_type = ContentType.objects.get_for_model(type(pages[0]))
    for place, page in enumerate(pages, start=first + 1):
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, place)
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.content_type = content_type
    names = [one.attname for one in Page._meta.concrete_fields if not one.primary_key]
    rows = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    Page.objects.bulk_create(rows, batch_size=AT_ONCE // 2)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
    model = type(pages[0])
    # Django's bulk_create refuses models with multi-table inheritance.
    for start in range(0, len(pages), AT_ONCE):
        some = pages[start : start + AT_ONCE]
        model._base_manager.all()._insert(some, model._meta.local_concrete_fields)
    parent.numchild += len(pages)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)


def add_sidebar(blogs):
    """Add every block to the sidebar of the blog."""
    about = {"author": blogs.authors[0].pk, "heading": "About me", "layout": "short"}
    account = {"network": "mastodon", "url": "https://social.example/@practice"}
    follow = {"type": "item", "value": account}
    beside = [
        ("author_bio", about),
        ("recent_posts", {"heading": "Recent posts", "number": 5, "category": None}),
        ("categories", {"heading": "Categories"}),
        ("months", {"heading": "Archive"}),
        ("search", {"heading": "Search"}),
        ("follow", {"heading": "Follow us", "links": [follow]}),
    ]
    blogs.blog.sidebar = [{"type": kind, "value": value} for kind, value in beside]
    blogs.blog.save()


def add_rows(blogs, numbers, posts):
    """Give each post two authors, two categories and three tags."""
    authors, categories, tags = blogs.authors, blogs.categories, blogs.tags
    together = list(zip(numbers, posts, strict=True))
    BlogPostAuthor.objects.bulk_create(
        BlogPostAuthor(page=post, sort_order=place, author=authors[(number + place) % len(authors)])
        for number, post in together
        for place in range(2)
    )
    BlogPostCategory.objects.bulk_create(
        BlogPostCategory(page=post, category=categories[(number + 7 * place) % len(categories)])
        for number, post in together
        for place in range(2)
    )
    BlogPostTag.objects.bulk_create(
        BlogPostTag(content_object=post, tag=tags[(number * 3 + place) % len(tags)])
        for number, post in together
        for place in range(3)
    )
