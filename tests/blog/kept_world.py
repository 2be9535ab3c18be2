"""A blog on which posts and lists show everything they can, and doors through which it changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import PageViewRestriction

from tests.blog.archived_comments.comments import comment, stored
from tests.pages import rows
from wagtail_therapy.authors.models import AuthorLicense
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter.models import NewsletterSettings
from wagtail_therapy.practice.models import PracticeSettings

POST, BLOG, CATEGORY, TAG, AUTHOR, MONTH = "post", "blog", "category", "tag", "author", "month"
LISTS = (BLOG, CATEGORY, TAG, AUTHOR, MONTH)
ALL = (POST, *LISTS)


@dataclass(frozen=True)
class Case:
    """A change, and what pages show before it and not after; after it and not before."""

    door: str
    change: Callable[[Any], Any]
    pages: tuple[str, ...]
    gone: str = ""
    new: str = ""


def save(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def publish(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    rows.publish(page)


def expire(world):
    world.newer.expire_at = timezone.now() - timedelta(minutes=1)
    world.newer.save()
    call_command("publish_scheduled")


def restrict(page):
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def rename_tag(world):
    save(Tag.objects.get(), name="dusk")


def restrict_for_a_while(world):
    restrict(world.newer).delete()
    publish(world.newer, title="Seen again")


def words(text, about):
    return f'<p>{text} <a linktype="page" id="{about.pk}">here</a> [ref:one].</p>'


def body(world, text="The first words"):
    return [
        {"type": "heading", "value": {"text": "A heading"}},
        {"type": "paragraph", "value": words(text, world.about)},
        {"type": "document", "value": {"document": world.leaflet.pk, "title": ""}},
        {"type": "recent_posts", "value": {"heading": "Lately", "number": 3, "category": None}},
    ]


def make_world(site):
    cache.clear()
    one = SimpleNamespace(site=site)
    _add_rows(one, site)
    one.other = rows.blog(site, title="Other", slug="other")
    one.blog = rows.blog(site, title="Notes", slug="notes", intro="<p>Welcome.</p>")
    publish(
        one.blog, sidebar=[("categories", {"heading": "Topics"}), ("months", {"heading": "Old"})]
    )
    _add_posts(one)
    return one


def _add_rows(one, site):
    one.practice = PracticeSettings.objects.create(
        site=site, name="Willowmere", crisis_notice="Call 112.", disclaimer="No advice."
    )
    NewsletterSettings.objects.create(site=site, introduction="One letter a month.")
    one.about = site.root_page.add_child(instance=rows.BlogIndexPage(title="Legal", slug="legal"))
    one.practice.legal_links = [
        ("privacy", {"page": one.about, "url": "", "title": "Privacy words"})
    ]
    one.practice.save()
    one.team, one.leaflet = rows.team(site, slug="team"), rows.document("Leaflet")
    one.orla = rows.author("Orla Penhallow", short_bio="I listen.")
    one.licence = AuthorLicense.objects.create(author=one.orla, title="Licensed", number="L.7")
    one.mateo = rows.author("Mateo Quill")
    one.sleep, one.note = rows.category("Sleep"), ContentNote.objects.create(name="Suicide")


def _add_posts(one):
    day = timezone.now().replace(day=2, hour=12) - timedelta(days=31)
    given = {"categories": [one.sleep], "tags": ["night"]}
    one.older, one.post, one.newer = (
        rows.post(
            one.blog,
            one.orla,
            title=title,
            first_published_at=day + timedelta(hours=hour),
            excerpt=f"Excerpt {hour}",
            **given,
        )
        for hour, title in enumerate(["Older words", "Middle words", "Newer words"])
    )
    one.post.content_notes = [one.note]
    publish(
        one.post,
        body=body(one),
        references=[rows.reference("one", authors="Quill, M.")],
        lead_image=rows.image(),
        lead_image_alt="A room",
        lead_image_caption="The caption",
    )
    stored(one.post, comment(1, "Thank you."))
    one.month = f"{day:%Y/%m}/"


def renames(row, name):
    return lambda world: save(getattr(world, row), name=name)


def read(client, world, names=ALL):
    """Return the HTML of each of these pages."""
    world.post.refresh_from_db()
    world.blog.refresh_from_db()
    below = {
        BLOG: "",
        CATEGORY: f"category/{world.sleep.slug}/",
        TAG: "tag/night/",
        AUTHOR: f"author/{world.orla.slug}/",
        MONTH: world.month,
    }
    urls = {POST: world.post.get_url()} | {
        name: world.blog.get_url() + path for name, path in below.items()
    }
    return {name: client.get(urls[name]).content.decode() for name in names}
