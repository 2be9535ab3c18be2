from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import swapper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.content.text.html_parser import StartTagParser
from wagtail_therapy.practice.blocks import LegalRow
from wagtail_therapy.practice.internal_client import get
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import Notices
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.readiness_rules.notices import settings_url
from wagtail_therapy.practice.site_pages import edit_url

HIDING = {"noindex", "none"}
CRAWLERS = ["robots", "googlebot"]


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy(
        "Visitors and search engines can read the legal texts that you link to."
    ),
)
def legal_texts(site: Site) -> Iterator[Finding]:
    """Find legal texts that visitors can't read, or that are hidden from search engines.

    The law requires that people can find the Good Faith Estimate by searching (45 CFR 149.610).
    """
    robots = robots_of(site)
    for row in legal_rows(site):
        page = _page(row)
        if row.page_id and not _is_readable(page):
            message = _(
                "“%(title)s” leads to a page that visitors can’t read: it is deleted, private or "
                "not published. Publish it, or choose another one."
            )
            url = edit_url(page) if page else settings_url(site)
            yield Finding("legal_unreadable", Level.ERROR, message % {"title": row.title}, url)
        elif is_hidden(site, page.get_url() if page else _own_path(row.url, site), robots):
            message = _(
                "“%(title)s” is hidden from search engines (noindex or robots.txt). Let them find "
                "it: the law requires that for some of these texts."
            )
            url = edit_url(page) if page else settings_url(site)
            yield Finding("legal_hidden", Level.ERROR, message % {"title": row.title}, url)


def legal_rows(site: Site) -> Iterable[LegalRow]:
    """Return the links of all languages, each once."""
    practice = PracticeSettings.read(site)
    languages = [row.value.get("language") for row in practice.other_languages]
    found = [Notices(practice, language) for language in ["-", *languages]]
    return dict.fromkeys(row for notices in found for row in notices.legal_rows)


def is_hidden(site: Site, path: str | None, robots: RobotFileParser) -> bool:
    if not path:
        return False
    response = get(site, path)
    metas = [tag for tag in StartTagParser(response.text).found if tag.name == "meta"]
    contents = [one.get("content") for one in metas if one.get("name").lower() in CRAWLERS]
    directives = [response.headers.get("x-robots-tag", ""), *contents]
    words = {word.strip().lower() for text in directives for word in text.split(",")}
    return bool(words & HIDING) or not robots.can_fetch("*", response.url)


def robots_of(site: Site) -> RobotFileParser:
    response = get(site, "/robots.txt")
    rules = RobotFileParser()
    rules.parse(response.text.splitlines() if response.status == 200 else [])
    return rules


def _page(row: LegalRow) -> Any:
    pages = swapper.load_model("wagtailcore", "Page").objects
    return pages.filter(pk=row.page_id).first() if row.page_id else None


def _is_readable(page: Any) -> bool:
    return page is not None and page.live and not page.get_view_restrictions().exists()


def _own_path(url: str, site: Site) -> str:
    parts = urlsplit(url)
    return parts.path or "/" if parts.hostname == site.hostname else ""
