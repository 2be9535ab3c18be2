"""``docs/llms.txt`` lists the documentation for language models: https://llmstxt.org."""

import re

from tests.docs.samples import ROOT
from tests.test_docs import SITE

DOCS = ROOT / "docs"
TEXT = (DOCS / "llms.txt").read_text()
ENTRY = re.compile(r"- \[[^\]]+\]\((\S+)\): \S.*")


def sections():
    """Return the lines of each section, by its heading."""
    parts = re.split(r"^## (.+)\n", TEXT, flags=re.MULTILINE)[1:]
    return {
        heading: [line for line in body.splitlines() if line]
        for heading, body in zip(parts[::2], parts[1::2], strict=True)
    }


def url_of(page):
    name = page.relative_to(DOCS).with_suffix("").as_posix()
    return SITE if name == "index" else f"{SITE}{name}/"


def pages():
    return [page for page in DOCS.rglob("*.md") if page.parent.name != "decisions"]


def test_llms_begins_with_a_title_and_a_quote():
    title, quote = TEXT.split("\n\n")[:2]
    assert title == "# wagtail-therapy"
    assert re.fullmatch(r"> .+", quote)


def test_llms_sections_hold_links_with_a_line_each():
    assert list(sections()) == ["Start", "How to", "Reference", "Concepts", "Optional"]
    wrong = [line for lines in sections().values() for line in lines if not ENTRY.fullmatch(line)]
    assert wrong == []


def test_llms_lists_each_page_once():
    optional = sections()["Optional"]
    lines = [line for found in sections().values() for line in found if line not in optional]
    urls = [ENTRY.fullmatch(line)[1] for line in lines]
    assert sorted(urls) == sorted(map(url_of, pages()))


def test_navigation_lists_each_page_once():
    navigation = (ROOT / "mkdocs.yml").read_text()
    listed = re.findall(r"\b([\w-]+(?:/[\w.-]+)?\.md)$", navigation, re.MULTILINE)
    assert sorted(listed) == sorted(
        page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")
    )
