"""What the reader views of browsers keep of our pages: all that keeps a text honest.

They don't run here. So this follows their rules: https://github.com/mozilla/readability.
"""

import re

import pytest

from tests.pages import rows
from tests.parsed_html import parsed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("snapshots"), *rows.MAKES_RENDITIONS]

UNLIKELY = re.compile(
    "-ad-|ai2html|banner|breadcrumbs|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr"
    "|header|legends|menu|related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor"
    "|supplemental|ad-break|agegate|pagination|pager|popup|yom-remote"
)
MAYBE = re.compile("and|article|body|column|content|main|mathjax|shadow")
DROPPED = {"aside", "footer", "form", "object", "embed"}
HELP = "#therapy-crisis, a[href='#therapy-crisis']"
KEPT = {
    "post": [HELP, ".therapy-content-notes", ".therapy-references", ".therapy-author"],
    "concern": [HELP, ".therapy-described", ".therapy-standing"],
    "whole approach": [
        *(HELP, ".therapy-intro", ".therapy-offer", ".therapy-facts-list", ".therapy-claim"),
        *(".therapy-disclosure", "#s-risks-and-limits", ".therapy-references"),
    ],
}


def is_dropped(tag):
    """Return whether a reader view leaves out an element with all that is in it."""
    names = " ".join([*tag.get("class", []), tag.get("id", "")])
    is_unlikely = UNLIKELY.search(names) and not MAYBE.search(names)
    return tag.name in DROPPED or (is_unlikely and tag.name not in {"a", "body"})


@pytest.mark.parametrize("name", KEPT)
def test_reader_views_keep_what_keeps_a_text_honest(snapshots, name):
    article = parsed(snapshots.taken[name].html).article
    found = {selector: article.select_one(f":scope {selector}") for selector in KEPT[name]}

    def lost(tag):
        above = [tag, *(one for one in tag.parents if article in one.parents)]
        return [one.name for one in above if is_dropped(one)]

    assert [selector for selector, tag in found.items() if tag is None] == []
    assert {selector: lost(tag) for selector, tag in found.items() if lost(tag)} == {}


def test_last_author_meta_tag_names_all_authors_for_reader_views(snapshots):
    (tag,) = parsed(snapshots.taken["post"].html).head.select("meta[name=author]")

    assert tag["content"].split(", ")[-1] == "Guest 5"
