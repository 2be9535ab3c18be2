"""An export of a real WordPress compared with its own data, if both files are here."""

import json
from functools import cache

import pytest

from tests.wordpress_import.conversion.words import words_in, words_of
from tests.wordpress_import.export_beside import FOLDER, source_of
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.wxr.errors import Reason, UnreadableExportError
from wagtail_therapy.wordpress_import.wxr.reading import read

TRUTH = FOLDER / "small.truth.json"
# Cases with other words than WordPress', and why.
OTHER_WORDS = {
    "page-contact": "a form is counted; that WordPress printed its shortcode",
    "classic-embeds": "videos are players; that WordPress printed their addresses",
    "embeds": "videos are players, and what has none is a link with its address",
    "shortcodes": "that WordPress printed shortcodes of plugins, which it didn't have",
    "gutenberg-media": "our block for files has no second link that says “Download”",
    "gutenberg-layout": "a list of the newest posts is counted, and so is a form",
    "xss": "a frame of another site is a link",
    "divi-simple": "that WordPress had no Divi",
    "divi-rich": "that WordPress had no Divi",
    "divi5": "that WordPress had no Divi",
    "wpbakery": "that WordPress had no WPBakery",
}
REFUSED = {
    "billion-laughs": Reason.DOCTYPE,
    "doctype-harmless": Reason.DOCTYPE,
    "empty": Reason.EMPTY,
    "encoding-utf7": Reason.ENCODING,
    "not-wxr-atom": Reason.ATOM,
    "not-wxr-binary": Reason.BINARY,
    "not-wxr-html": Reason.HTML,
    "not-wxr-json": Reason.JSON,
    "not-wxr-rss": Reason.RSS,
    "not-wxr-sql": Reason.SQL,
    "whitespace-only": Reason.EMPTY,
    "xxe-external-dtd": Reason.DOCTYPE,
    "xxe-file": Reason.DOCTYPE,
    "xxe-http": Reason.DOCTYPE,
}

pytestmark = pytest.mark.skipif(not TRUTH.exists(), reason="no export beside us")


@cache
def export():
    with (FOLDER / "small.xml").open("rb") as file:
        found = read(file, "small.xml")
        return found.site, list(found.items), list(found.findings)


@cache
def truths():
    """Return the data of WordPress about each item, by its type, slug and title."""
    records = json.loads(TRUTH.read_text()) if TRUTH.exists() else []
    return {(one["type"], one["slug"], one["title"]): one for one in records}


def pairs():
    _site, items, _findings = export()
    return [
        (item, truths()[item.type, item.slug, item.title])
        for item in items
        if item.type != "nav_menu_item"
    ]


def source(item):
    _site, items, _findings = export()
    return source_of(item, items)


def test_items_are_those_of_the_site():
    _site, items, findings = export()
    assert (len(items), findings) == (80, [])
    assert len(pairs()) == len(truths()) == 73


def test_each_item_has_the_values_of_wordpress():
    wrong = [
        (item.id, name)
        for item, truth in pairs()
        for name, value in parsed_fields(item).items()
        if name in truth and value != truth[name]
    ]
    assert wrong == []


def parsed_fields(item):
    zero = "0000-00-00 00:00:00"
    return {
        "status": item.status,
        "date_local": str(item.dates.local),
        "date_gmt": str(item.dates.utc)[:19] if item.dates.utc else zero,
        "modified_gmt": str(item.dates.modified_utc)[:19] if item.dates.modified_utc else zero,
        "author": item.author,
        "sticky": item.is_sticky,
        "comment_status": item.comment_status,
        "parent": item.parent or 0,
        "categories": sorted(one.slug for one in item.terms_of("category")),
        "tags": sorted(one.slug for one in item.terms_of("post_tag")),
        "old_slugs": item.meta_values("_wp_old_slug"),
        "excerpt_by_hand": item.excerpt if item.type != "attachment" else "",
        "alt": item.meta_value("_wp_attachment_image_alt"),
        "caption": item.excerpt,
        "comments_exported": len(item.comments),
    }


def test_only_what_the_public_saw_is_public():
    public = {item.id for item, truth in pairs() if item.is_public and truth["visible_to_public"]}
    seen = {item.id for item, truth in pairs() if truth["visible_to_public"]}
    assert seen == public


def test_category_has_its_parents():
    site, _items, _findings = export()
    path = [one.name for one in site.category_path("infidelity")]
    assert path == ["Relationships", "Couples Therapy", "Infidelity"]
    assert site.terms["category", "emdr-trauma"].name == "EMDR & Trauma"


def test_words_are_those_that_readers_saw():
    differing = {
        truth["case"]
        for item, truth in pairs()
        if (html := truth.get("rendered", {}).get("html")) is not None
        and words_of(html) != words_in(convert(item.content, source(item)).blocks)
    }
    assert differing == OTHER_WORDS.keys()


def test_number_of_words_is_kept_where_only_that_is_known():
    wrong = [
        (truth["case"], truth["rendered"]["words"], number)
        for item, truth in pairs()
        if "words" in truth.get("rendered", {}) and "html" not in truth["rendered"]
        for number in [len(words_in(convert(item.content, source(item)).blocks))]
        if abs(number - truth["rendered"]["words"]) > 0.01 * number
    ]
    assert wrong == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("bad/*.*")), ids=lambda path: path.stem)
def test_bad_file_is_read_or_refused(path):
    if path.suffix == ".md":
        return
    refused = None
    try:
        with path.open("rb") as file:
            items = list(read(file, path.name).items)
    except UnreadableExportError as error:
        refused, items = error.reason, []
    assert refused == REFUSED.get(path.stem)
    for item in items:
        convert(item.content, source(item))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("public/*.xml")), ids=lambda path: path.stem)
def test_public_file_is_read_and_converted(path):
    # By its name a test of an importer. It is no export.
    if path.stem == "torchbox-wagtail-wordpress-import__test":
        return
    with path.open("rb") as file:
        items = list(read(file, path.name).items)
    for item in items:
        assert isinstance(convert(item.content, source(item)).blocks, list)
