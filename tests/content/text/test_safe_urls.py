import re

import pytest

from tests.test_style import PACKAGE
from wagtail_therapy.content.text.safe_urls import has_host, href

# What Django, Wagtail or we make, of parts in which no scheme can be.
MADE = {
    *("approach.listed_url", "base_url", "captions.url"),
    *("change_url", "claim.url", "compare_url"),
    *("confirm_url", "feed.url", "file.url"),
    *("here", "history_url", "image.url", "meta.canonical", "never_again_url"),
    *("page.mark_url", "picture.url", "post_url", "post.url"),
    "poster.renditions.0.url",
    *("concern.url", "rendition.url", "report_url"),
    *("row.url", "site.root_url", "take_along_url", "whole_url"),
    *("digest_url", "manage_url", "more_url", "unsubscribe_url", "url", "value.document.url"),
    *("value.doi_url", "value.pubmed_url"),
}
LINK = re.compile(r'(?:href|src|action|poster)="{{ ([^}]*?) }}')


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/?b=javascript:c",
        "HTTP://a.example/",
        "mailto:a@b.example",
        "tel:116123",
        "sms:85258",
        "/a/b:c/",
        "a?b:c",
        "#a:b",
        "",
    ],
)
def test_href_keeps_what_leads_somewhere(address):
    assert href(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:a",
        "data:text/html,a",
        "blob:a",
        "file:///etc/passwd",
    ],
)
def test_href_keeps_nothing_that_runs(address):
    assert href(address) == ""


def test_templates_look_at_each_stored_address():
    unlooked = [
        f"{path.name}: {written}"
        for path in PACKAGE.rglob("*.html")
        if "admin" not in path.parts
        for written in LINK.findall(path.read_text())
        if written not in MADE and not written.endswith("|href")
    ]
    assert unlooked == []


@pytest.mark.parametrize(
    ("address", "has_one"),
    [
        ("https://a.example/b", True),
        ("HTTP://a.example", True),
        (" //a.example/", True),
        ("/a//b", False),
        ("/a/?b=https://c.example/", False),
        ("#a", False),
        ("mailto:a@b.example", False),
        (None, False),
    ],
)
def test_address_with_a_host_may_lead_elsewhere(address, has_one):
    assert has_host(address) == has_one


# Addresses that we make, of telephones and of our own pages.
OURS = ("telephone_url", "shown.url")


def test_templates_tell_no_other_host_where_a_reader_comes_from():
    wrong = [
        f"{path.name}: {link}"
        for path in PACKAGE.rglob("*.html")
        # A mail program decides this itself.
        if not any("email" in part for part in path.parts)
        for link in re.findall(r"<a\b[^>]*>", path.read_text())
        if "|href" in link and "noreferrer" not in link
        if not any(name in link for name in OURS)
    ]
    assert wrong == []
