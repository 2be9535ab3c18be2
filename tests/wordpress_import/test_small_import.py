"""An import of a real WordPress compared with its own data, if both files are here."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.wordpress_import.blogs import add_blog, new_run
from tests.wordpress_import.conversion.words import words_in, words_of
from tests.wordpress_import.shown import (
    alts_in,
    alts_in_html,
    links_in,
    links_in_html,
    links_to_posts,
)
from tests.wordpress_import.test_small_export import OTHER_WORDS
from wagtail_therapy.blog.models import ArchivedComment
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.wordpress_import import importing
from wagtail_therapy.wordpress_import.models import ImportedItem, ImportedTerm
from wagtail_therapy.wordpress_import.reporting.reports import total_of
from wagtail_therapy.wordpress_import.wxr.errors import UnreadableExportError

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "wxr"
TRUTH = FOLDER / "small.truth.json"
# They were published, or may be read with a password or by the practice.
DATED = {"publish", "private"}
# What is different here, and why.
CHANGED = {
    # No slug: WordPress makes it when they are published.
    "draft": {"slug": "draft-thoughts-on-money"},
    "pending": {"slug": "pending-review-guest-post"},
    "empty-title": {"title": "Untitled"},
    # Titles are plain text.
    "html-title": {"title": "The Ego & the Id"},
    # Of 255 letters.
    "long": {
        "title": "A Very Long Title About the Human Condition " * 5
        + "A Very Long Title About the Human C"
    },
    # Two are pings of other sites.
    "comments": {"comments": 10},
    # The file isn’t there.
    "images-odd": {"image": ""},
}
REPLIED_TO = "/blog/what-is-psychodynamic-therapy/"
# Of another host, deleted, no picture, drawn as a letter, private, and the second copy of one.
LOST = ["hot-linked", "missing", "a pdf", ":)", "ssrf", "file", "lazy"]
NOT_TO_BE_HAD = {"images-odd": Counter(LOST)}

pytestmark = pytest.mark.skipif(not TRUTH.exists(), reason="no export beside us")


def truths(*types):
    records = json.loads(TRUTH.read_text()) if TRUTH.exists() else []
    return [one for one in records if one["type"] in types]


@pytest.fixture
def run(site):
    """An import of the whole export with its files."""
    run = new_run(add_blog(site), uploads=str(FOLDER / "uploads"))
    run.file_name = "small.xml"
    with (FOLDER / "small.xml").open("rb") as file:
        importing.run_whole(run, file)
    return run


def pages():
    """Return the imported pages by WordPress' ids."""
    rows = ImportedItem.objects.select_related("page")
    posts = BlogPostPage.objects.in_bulk([row.page_id for row in rows])
    return {row.wordpress_id: posts[row.page_id] for row in rows}


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def expected_page(truth):
    is_live = truth["visible_to_public"]
    changed = (
        max(moment(one) for one in (truth["date_gmt"], truth["modified_gmt"])) if is_live else None
    )
    return {
        "title": truth["title"],
        "slug": truth["slug"],
        "is_live": is_live,
        "published": moment(truth["date_gmt"]) if truth["status"] in DATED else None,
        "changed": changed,
        "authors": truth["author"],
        "categories": sorted(set(truth["categories"]) - {"uncategorized"}),
        "tags": sorted(truth["tags"]),
        "image": Path(truth["featured_image"]).name,
        "comments": truth["comments_approved"],
    } | CHANGED.get(truth["case"], {})


def imported_page(page, slugs, logins, files):
    return {
        "title": page.title,
        "slug": page.slug,
        "is_live": page.live,
        "published": page.first_published_at,
        "changed": page.last_published_at if page.live else None,
        "authors": "".join(logins.get(one.pk, "") for one in page.get_authors()),
        "categories": sorted(slugs[one.pk] for one in page.get_categories()),
        "tags": sorted(one.slug for one in page.get_tags()),
        "image": files.get(page.lead_image_id, ""),
        "comments": ArchivedComment.objects.filter(page=page.pk).count(),
    }


def check_posts(run, made):
    slugs = {row.category_id: row.slug for row in ImportedTerm.objects.all()}
    logins = dict(run.old_site.authors.values_list("author", "login"))
    images = run.old_site.files.exclude(image=None)
    files = {one.image_id: Path(one.address).name for one in images}
    posts = [one for one in truths("post") if one["status"] != "trash"]
    expected = {one["case"]: expected_page(one) for one in posts}
    found = {one["case"]: imported_page(made[one["wp_id"]], slugs, logins, files) for one in posts}
    assert found == expected


def check_categories():
    paths = {
        row.slug: [
            one.name
            for one in (
                row.category.parent and row.category.parent.parent,
                row.category.parent,
                row.category,
            )
            if one
        ]
        for row in ImportedTerm.objects.select_related("category__parent__parent")
    }
    assert paths["couples-therapy"] == ["Relationships", "Couples Therapy"]
    assert paths["emdr-trauma"] == ["Therapy", "EMDR & Trauma"]
    assert "uncategorized" not in paths


def check_pages(made):
    pages = [made[one["wp_id"]] for one in truths("page")]
    assert {page.live for page in pages} == {False}
    assert [page.title for page in pages] == [one["title"] for one in truths("page")]


def check_addresses(made, client):
    """Each post is where it was, and its address with the id leads there. Hidden ones don’t."""
    for truth in truths("post"):
        answer = client.get(f"/?p={truth['wp_id']}")
        if truth["visible_to_public"]:
            url = made[truth["wp_id"]].url
            assert (unquote(url), answer.status_code) == (unquote(truth["path"]), 301)
            assert answer["Location"] == url
        else:
            # The home page.
            assert answer.status_code == 200
    assert client.get("/blog/for-workshop-participants/").status_code == 404
    assert client.get("/blog/on-being-wrong-draft/")["Location"] == "/blog/on-being-wrong/"


def check_words(made):
    differing = {
        truth["case"]
        for truth in truths("post", "page")
        if (html := truth.get("rendered", {}).get("html")) is not None
        and truth["wp_id"] in made
        and words_of(html) != words_in(raw(made[truth["wp_id"]]))
    }
    assert differing <= OTHER_WORDS.keys() | {"images-odd"}


def check_pictures(posts):
    """Each description of a picture is there. Those that had none may have that of the file."""
    lost = {
        truth["case"]: missing
        for truth, page in posts
        if (missing := Counter(alts_in_html(html_of(truth))) - Counter(alts_in(page.body)))
    }
    assert lost == NOT_TO_BE_HAD


def check_links(posts):
    """Each link to a post leads to that post here, and to the same place in it."""
    urls = {unquote(truth["path"]): page.url for truth, page in posts}
    differing = {}
    for truth, page in posts:
        there = links_to_posts(links_in_html(html_of(truth)), urls)
        differing[truth["case"]] = there - links_to_posts(links_in(page.body), urls)
    # The list of the newest posts is WordPress' own, and there is no form to reply with.
    assert len(differing.pop("gutenberg-layout")) == 3
    assert differing.pop("links") == {(urls[REPLIED_TO], "respond")}
    assert set().union(*differing.values()) == set()


def html_of(truth):
    return truth.get("rendered", {}).get("html") or ""


def public_posts(made):
    """Return each public post of the old site with its page."""
    return [(one, made[one["wp_id"]]) for one in truths("post") if one["visible_to_public"]]


def raw(page):
    return [(one["type"], without_items(one["value"])) for one in page.body.raw_data]


def without_items(value):
    """Return a raw value whose lists have values, as the conversion makes them."""
    if isinstance(value, list):
        return [
            without_items(one["value"] if "id" in one and "value" in one else one) for one in value
        ]
    if isinstance(value, dict):
        return {name: without_items(one) for name, one in value.items()}
    return value


def test_import_is_what_the_old_site_was(run, client):
    made = pages()
    assert run.items_total == total_of(run.counts) == 80
    check_posts(run, made)
    check_categories()
    check_pages(made)
    check_addresses(made, client)
    check_words(made)
    check_pictures(public_posts(made))
    check_links(public_posts(made))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("bad/*.*")), ids=lambda path: path.stem)
def test_bad_file_is_imported_or_refused(site, path):
    """What the report says adds up, whatever the file is like."""
    run = new_run(add_blog(site))
    run.file_name = path.name
    try:
        with path.open("rb") as file:
            importing.run_whole(run, file)
    except UnreadableExportError:
        assert BlogPostPage.objects.count() == 0
        return
    lost = run.counts.get("failed/malformed", 0)
    assert (run.counts.get("failed", 0), total_of(run.counts)) == (lost, run.items_total + lost)
