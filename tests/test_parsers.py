"""Nothing that people write takes longer than its length: 1 MB of the worst letters, a second."""

import ast
import gc
import re
import time
from contextlib import suppress
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from math import inf

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from tests.test_style import PACKAGE, ROOT, is_named, package_files, place, tree
from tests.worst_texts import BLANKS, HTML, MATCHING, SEARCHING
from wagtail_therapy.approaches.content_checks import SUPERLATIVE
from wagtail_therapy.blog.search import clean_query
from wagtail_therapy.content import embeds
from wagtail_therapy.content.api.rich_text import _absolute
from wagtail_therapy.content.content_checks import advice
from wagtail_therapy.content.feeds.entries import strip_control_characters
from wagtail_therapy.content.feeds.syndication import absolute_html
from wagtail_therapy.content.streamfield import prefetching
from wagtail_therapy.content.text import anchors, excerpts, references
from wagtail_therapy.content.text.citations import Citations, cited_keys, strip_citations
from wagtail_therapy.content.text.html_parser import StartTagParser
from wagtail_therapy.content.text.references import ReferencesBlock
from wagtail_therapy.content.text.safe_html import safe_html
from wagtail_therapy.newsletter.doctor.received_email import unfolded
from wagtail_therapy.newsletter.doctor.tracking_code import CollectedURLs
from wagtail_therapy.newsletter.email_addresses import clean, mask, written_in
from wagtail_therapy.practice.loaded_urls import css_urls
from wagtail_therapy.practice.telephone import phone_url

pytestmark = pytest.mark.slow

LENGTH = 1_000_000


def read_mail(html):
    CollectedURLs().read(html)


def promises(text):
    return list(advice.promises(text, SUPERLATIVE))


def claims(text):
    return list(advice.claims_without_reference(text, cites=False))


def cited(html):
    listed = ReferencesBlock().normalize([("reference", {"title": "A", "key": "a"})])
    return Citations(listed).cite(html)


def typed(text):
    with suppress(ValidationError):
        clean(text)


def headings(text):
    return anchors.make_unique(text.split())


# What reads what people write: of each the whole way, not its patterns alone.
PARSERS = {
    "a citation among tags": (cited, [*HTML, *BLANKS, "[ref:", "[ref:<b>", "[ref:b]", "[[", "]"]),
    "a citation with tags in it": (lambda tags: cited(f"[ref:{tags}]"), HTML),
    "a text without citations": (strip_citations, [*BLANKS, "[ref:", "[ref:a]", "[ref:["]),
    "the keys of a citation": (cited_keys, [",", "a", ";a", " "]),
    "a body elsewhere": (lambda html: absolute_html(html, "https://a.example/"), [*HTML, "<form>"]),
    "the links of a text": (
        lambda html: prefetching.LINK.sub("", html),
        [*HTML, "<a linktype=", "x"],
    ),
    "HTML of others": (safe_html, [*HTML, "<td>", "<ul>", "<tr>x"]),
    "addresses in the API": (lambda html: _absolute(html, "https://a.example"), HTML),
    "the tags of a page": (StartTagParser, [*HTML, "<style>"]),
    "the links of a mail": (read_mail, HTML),
    "what a stylesheet loads": (css_urls, ["/*", "url(", "url( ", "@import ", " ", "url(a)"]),
    "promises": (promises, ["cure ", "no cure ", "best ", "not ", "research has ", "a"]),
    "claims": (claims, ["research ", "studies has ", "no ", "evidence ", "meta-analys"]),
    "an excerpt": (excerpts.truncated, ["a", "a ", " ", "\u0301", "\u3042", "."]),
    "anchors": (anchors.anchor, ["a", " ", "'", "\u0301", "A-"]),
    "anchors of many headings": (headings, ["a ", "a-2 a ", "a b "]),
    "the address of a video": (
        embeds.player_for,
        ["https://youtu.be/", "a", "/", "https://vimeo.com/channels/", "&t=1"],
    ),
    "the start of a video": (embeds._seconds, ["1", "1h", "9m"]),
    "a DOI": (references.bare_doi, ["doi:", "https://", " ", "10.1000/"]),
    "a PubMed number": (references.bare_pmid, ["pmid", "/", " ", "1"]),
    "a text in a feed": (strip_control_characters, ["\x00", "a"]),
    "what a reader looks for": (clean_query, ["-", "a", " ", "\u0301", "'"]),
    "a telephone number": (lambda number: phone_url("tel", number), ["1", " ", "+"]),
    "a header of a mail": (unfolded, [*BLANKS, "\r\n ", "\r"]),
    "a masked address": (mask, ["@", "a", "."]),
    "an address that is typed": (typed, ["@", "a", "\u200b", "\u200b@", "ü", "ü.", "\u0301"]),
    "a recipient in a report": (
        written_in,
        ["@", "a", "<", "(", '"', "a@b,", ":;", "=?", "\\", "ü"],
    ),
}


@pytest.mark.parametrize("where", SEARCHING)
def test_search_takes_no_longer_than_its_text(where):
    for pattern in patterns()[where]:
        for text in texts(SEARCHING[where], pattern):
            assert seconds(pattern.sub, text[:0], text) < inf, text[:20]


@pytest.mark.parametrize("where", MATCHING)
def test_match_takes_no_longer_than_its_text(where):
    for pattern in patterns()[where]:
        for text in texts(MATCHING[where], pattern):
            assert seconds(pattern.match, text) < inf, text[:20]
            assert seconds(pattern.fullmatch, text) < inf, text[:20]


@pytest.mark.parametrize("parser", PARSERS)
def test_parser_takes_no_longer_than_its_text(parser):
    read, worst = PARSERS[parser]
    for letters in worst:
        assert seconds(read, whole(letters)) < inf, letters


def test_each_pattern_has_its_worst_text():
    assert sorted(patterns()) == sorted([*SEARCHING, *MATCHING])


def test_patterns_have_names():
    """One without a name is in no module's namespace, where it is found."""
    nameless = [
        place(path, node.lineno)
        for path in package_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and is_named(node.value, "re")
        and node.attr not in {"compile", "Pattern", "Match", "ASCII", "DOTALL", "IGNORECASE"}
    ]
    assert nameless == []


@cache
def patterns():
    """Return the compiled patterns of our modules by their places."""
    return {
        f"{'.'.join(path.relative_to(PACKAGE).with_suffix('').parts)}.{name}": own
        for path in package_files()
        if "re.compile(" in (text := path.read_text()) or "RegexValidator(" in text
        for name, value in vars(module(path)).items()
        if f"\n{name} = " in text
        and (own := [one for one in values(value) if isinstance(one, re.Pattern)])
    }


def module(path):
    return import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def values(value):
    if isinstance(value, RegexValidator):
        return [value.regex]
    return value.values() if isinstance(value, dict) else [value]


def texts(worst, pattern):
    written = map(whole, worst)
    return [one.encode() for one in written] if isinstance(pattern.pattern, bytes) else written


def whole(letters):
    return (letters * (LENGTH // len(letters) + 1))[:LENGTH]


def seconds(function, *arguments):
    """Return the time that this process spent, once more where a busy machine made it long."""
    tries = (spent(function, *arguments) for _try in range(5))
    return next((one for one in tries if one < longest()), inf)


@cache
def longest():
    """Return a second, or more where Python's own parser needs more than a third of it."""
    return max(1, 3 * spent(HTMLParser().feed, whole("<b>")))


def spent(function, *arguments):
    # As in `timeit`: what other tests have left would be looked through again and again.
    gc.disable()
    try:
        start = time.process_time()
        function(*arguments)
        return time.process_time() - start
    finally:
        gc.enable()
