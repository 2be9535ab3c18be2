"""Nothing on a post or a list is older than the last change of what it shows.

Each case reads pages until they are kept, changes one thing through one door, and reads them again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import PageViewRestriction, Site

from tests.blog.archived_comments.comments import comment, stored
from tests.pages import rows
from wagtail_therapy.authors.models import AuthorLicense
from wagtail_therapy.blog.archived_comments import erase
from wagtail_therapy.blog.models import ArchivedComment
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter.models import NewsletterSettings
from wagtail_therapy.pages.models import BlogPostCategory
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = rows.MAKES_RENDITIONS

POST, BLOG, CATEGORY, TAG, AUTHOR, MONTH = "post", "blog", "category", "tag", "author", "month"
LISTS = (BLOG, CATEGORY, TAG, AUTHOR, MONTH)


@dataclass(frozen=True)
class Case:
    """A change, and for each page what it shows before and not after; after and not before."""

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


def add_restriction_and_remove_it(world):
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


@pytest.fixture
def world(site):
    cache.clear()
    one = SimpleNamespace(site=site)
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
    one.licence = AuthorLicense.objects.create(author=one.orla, title="Licensed", number="77")
    one.mateo = rows.author("Mateo Quill")
    one.sleep, one.note = rows.category("Sleep"), ContentNote.objects.create(name="Suicide")
    one.other = rows.blog(site, title="Other", slug="other")
    one.blog = rows.blog(site, title="Notes", slug="notes", intro="<p>Welcome.</p>")
    publish(
        one.blog, sidebar=[("categories", {"heading": "Topics"}), ("months", {"heading": "Old"})]
    )
    day = timezone.now().replace(day=2, hour=12) - timedelta(days=31)
    given = {"categories": [one.sleep], "tags": ["night"]}
    one.older, one.post, one.newer = (
        rows.post(
            one.blog,
            one.orla,
            title=title,
            first_published_at=day + timedelta(hours=hour),
            excerpt=f"Excerpt of {title}",
            **given,
        )
        for hour, title in enumerate(["Older words", "The post", "Newer words"])
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
    return one


def renames(row, name):
    return lambda world: save(getattr(world, row), name=name)


CASES = [
    Case(
        "post published",
        lambda w: publish(w.post, title="Renamed"),
        (POST, *LISTS),
        "The post",
        "Renamed",
    ),
    Case(
        "post published: body",
        lambda w: publish(w.post, body=body(w, "Other words")),
        (POST,),
        "The first words",
        "Other words",
    ),
    Case(
        "post published: references",
        lambda w: publish(w.post, references=[rows.reference("one", authors="Alder, T.")]),
        (POST,),
        "Quill, M.",
        "Alder, T.",
    ),
    Case(
        "post published: heading",
        lambda w: publish(w.post, body=[("heading", {"text": "Now this"})]),
        (POST,),
        "A heading",
        "Now this",
    ),
    Case(
        "post published: excerpt",
        lambda w: publish(w.post, excerpt="New excerpt"),
        (*LISTS, POST),
        "Excerpt of The post",
        "New excerpt",
    ),
    Case(
        "post published: caption",
        lambda w: publish(w.post, lead_image_caption="Another"),
        (POST,),
        "The caption",
        "Another",
    ),
    Case(
        "post published: no image",
        lambda w: publish(w.post, lead_image=None),
        (POST, BLOG),
        "<picture>",
    ),
    Case(
        "post published: description",
        lambda w: publish(w.post, search_description="Said shortly"),
        (POST,),
        "",
        'content="Said shortly"',
    ),
    Case(
        "post published: updated",
        lambda w: publish(w.post, updated_date=timezone.now().date()),
        (POST,),
        "",
        "Updated <time",
    ),
    Case(
        "post published: crisis notice",
        lambda w: publish(w.post, crisis_notice="always"),
        (POST,),
        "",
        "therapy-first-notices",
    ),
    Case("post saved", lambda w: save(w.post, title="Saved"), (POST, *LISTS), "The post", "Saved"),
    Case(
        "post's slug",
        lambda w: publish(w.newer, slug="moved-here"),
        (POST, *LISTS),
        "/newer-words/",
        "/moved-here/",
    ),
    Case(
        "other post published",
        lambda w: publish(w.newer, title="Second title"),
        (POST, *LISTS),
        "Newer words",
        "Second title",
    ),
    Case(
        "other post new",
        lambda w: rows.post(w.blog, w.orla, title="Brand new", categories=[w.sleep]),
        (POST, BLOG, CATEGORY, AUTHOR),
        "",
        "Brand new",
    ),
    Case("other post unpublished", lambda w: w.newer.unpublish(), (POST, *LISTS), "Newer words"),
    Case("other post expired", expire, (POST, *LISTS), "Newer words"),
    Case("other post deleted", lambda w: w.newer.delete(), (POST, *LISTS), "Newer words"),
    Case(
        "other post moved", lambda w: w.newer.move(w.other, pos="last-child"), LISTS, "Newer words"
    ),
    Case("other post restricted", lambda w: restrict(w.newer), (POST, *LISTS), "Newer words"),
    Case(
        "other post public again",
        add_restriction_and_remove_it,
        (POST, *LISTS),
        "Newer words",
        "Seen again",
    ),
    Case(
        "other post's date",
        lambda w: publish(
            w.newer, first_published_at=w.newer.first_published_at - timedelta(days=400)
        ),
        (MONTH,),
        "Newer words",
    ),
    Case(
        "author saved",
        renames("orla", "Tove Alder"),
        (POST, *LISTS),
        "Orla Penhallow",
        "Tove Alder",
    ),
    Case(
        "author published",
        lambda w: (setattr(w.orla, "short_bio", "I ask."), w.orla.save_revision().publish()),
        (POST,),
        "I listen.",
        "I ask.",
    ),
    Case("author unpublished", lambda w: w.orla.unpublish(), (POST,), "I listen."),
    Case("author's licence saved", lambda w: save(w.licence, number="88"), (POST,), "77", "88"),
    Case("author's licence deleted", lambda w: w.licence.delete(), (POST,), "Licensed"),
    Case("team page unpublished", lambda w: w.team.unpublish(), (POST, *LISTS), "/team/"),
    Case(
        "team page's slug",
        lambda w: publish(w.team, slug="people"),
        (POST, *LISTS),
        "/team/",
        "/people/",
    ),
    Case("team page restricted", lambda w: restrict(w.team), (POST, *LISTS), "/team/"),
    Case("category saved", renames("sleep", "Rest"), (POST, *LISTS), ">Sleep<", ">Rest<"),
    Case(
        "category deleted", lambda w: w.sleep.delete(), (POST, BLOG, TAG, AUTHOR, MONTH), ">Sleep<"
    ),
    Case(
        "category's row deleted",
        lambda w: BlogPostCategory.objects.filter(page=w.post).delete(),
        (POST,),
        'aria-label="Categories"',
    ),
    Case(
        "tag saved", lambda w: save(Tag.objects.get(), name="dusk"), (POST, TAG), "night<", "dusk<"
    ),
    Case("content note saved", renames("note", "Loss"), (POST, *LISTS), "Suicide", "Loss"),
    Case(
        "content note shows the crisis notice",
        lambda w: save(w.note, shows_crisis_notice=True),
        (POST,),
        "",
        "therapy-first-notices",
    ),
    Case("content note deleted", lambda w: w.note.delete(), (POST, *LISTS), "Suicide"),
    Case("image deleted", lambda w: w.post.lead_image.delete(), (POST, *LISTS), "<picture>"),
    Case(
        "document saved",
        lambda w: save(w.leaflet, title="Brochure"),
        (POST,),
        "Leaflet",
        "Brochure",
    ),
    Case("document deleted", lambda w: w.leaflet.delete(), (POST,), "Leaflet"),
    Case("review recorded", lambda w: rows.review(w.post, w.mateo), (POST,), "", "Mateo Quill"),
    Case("linked page's slug", lambda w: publish(w.about, slug="law"), (POST,), "/legal/", "/law/"),
    Case("linked page deleted", lambda w: w.about.delete(), (POST,), "/legal/"),
    Case("legal page unpublished", lambda w: w.about.unpublish(), (POST, *LISTS), "Privacy words"),
    Case("legal page restricted", lambda w: restrict(w.about), (POST, *LISTS), "Privacy words"),
    Case(
        "practice saved",
        lambda w: save(w.practice, name="Meadowbank"),
        (POST, *LISTS),
        "Willowmere",
        "Meadowbank",
    ),
    Case(
        "practice's crisis notice",
        lambda w: save(w.practice, crisis_notice="Call 999."),
        (POST, *LISTS),
        "Call 112.",
        "Call 999.",
    ),
    Case(
        "practice's comments hidden",
        lambda w: save(w.practice, shows_archived_comments=False),
        (POST,),
        "Thank you.",
    ),
    Case(
        "newsletter saved",
        lambda w: save(NewsletterSettings.objects.get(), introduction="Two letters."),
        (POST, BLOG),
        "One letter a month.",
        "Two letters.",
    ),
    Case("comment erased", lambda w: erase(ArchivedComment.objects.get()), (POST,), "Thank you."),
    Case(
        "blog published",
        lambda w: publish(w.blog, title="Pages"),
        (POST, *LISTS),
        ">Notes<",
        ">Pages<",
    ),
    Case(
        "blog's introduction",
        lambda w: publish(w.blog, intro="<p>Come in.</p>"),
        (BLOG,),
        "Welcome.",
        "Come in.",
    ),
    Case(
        "blog's sidebar",
        lambda w: publish(w.blog, sidebar=[("categories", {"heading": "Themes"})]),
        (POST, *LISTS),
        "Topics",
        "Themes",
    ),
    Case(
        "blog's pinned posts",
        lambda w: publish(w.blog, pinned=[("post", w.older)]),
        (BLOG,),
        "",
        "Start here",
    ),
    Case(
        "blog's slug",
        lambda w: publish(w.blog, slug="thoughts"),
        (POST, *LISTS),
        "/notes/",
        "/thoughts/",
    ),
    Case(
        "home page published",
        lambda w: publish(w.site.root_page.specific, title="Front door"),
        (POST, BLOG),
        "",
        "Front door",
    ),
    Case(
        "site saved",
        lambda w: save(
            Site.objects.get(pk=w.site.pk), hostname="moved.example", is_default_site=True
        ),
        (POST, BLOG),
        "http://testserver/",
        "http://moved.example/",
    ),
]


def read(client, world):
    """Return the HTML of each page, as it is when its parts are kept."""
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
    return {name: client.get(url).content.decode() for name, url in urls.items()}


def has_pk(row):
    return hasattr(row, "pk")


@pytest.fixture
def kept(world, client):
    """Read all pages twice, so that all that may be is kept."""
    read(client, world)
    return read(client, world)


def test_nothing_is_older_than_the_last_change(world, client, kept):
    stale, seen = [], 0
    stored_rows = {name: (type(row), row.pk) for name, row in vars(world).items() if has_pk(row)}
    for case in CASES:
        with transaction.atomic():
            case.change(world)
            Site.clear_site_root_paths_cache()
            after = read(client, world)
            transaction.set_rollback(True)
        Site.clear_site_root_paths_cache()
        for name, (model, pk) in stored_rows.items():
            setattr(world, name, model.objects.get(pk=pk))
        for page in case.pages:
            seen += 1
            was, now = kept[page], after[page]
            states = [case.gone in was, not case.gone or case.gone not in now]
            states += [not case.new or case.new not in was, case.new in now]
            if not all(states):
                stale.append((case.door, page, states))

    assert (stale, seen) == ([], 236)


def test_post_dated_in_the_future_comes_out_with_its_date(world, client):
    soon = timezone.now() + timedelta(hours=1)
    rows.post(world.blog, world.orla, title="From tomorrow", first_published_at=soon)
    found = []
    for later in (0, 1, 2, 2):
        with time_machine.travel(timezone.now() + timedelta(hours=later), tick=False):
            found.append("From tomorrow" in client.get(world.blog.url).text)

    assert found == [False, False, True, True]
