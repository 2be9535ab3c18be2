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
from wagtail_therapy.practice.internal_client import visit
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import Notices
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.rules.notices import settings_url
from wagtail_therapy.practice.site_pages import edit_url

HIDING = {"noindex", "none"}
CRAWLERS = ["robots", "googlebot"]


@rule(
    effort=Effort.READING,
    in_order=gettext_lazy("Visitors and search engines can read the legal texts that you link to."),
)
def legal_texts(site: Site) -> Iterator[Finding]:
    """Find those that no one can read, or that search engines are told to pass over.

    Of the Good Faith Estimate the law asks that it be found by searching (45 CFR 149.610).
    """
    robots = robots_of(site)
    for row in legal_rows(site):
        page = _page(row)
        if row.page_id and not _is_readable(page):
            message = _(
                "“%(title)s” leads to a page that visitors cannot read: it is deleted, private or "
                "not published. Publish it, or choose another one."
            )
            url = edit_url(page) if page else settings_url(site)
            yield Finding("legal_unreadable", Level.ERROR, message % {"title": row.title}, url)
        elif is_hidden(site, page.get_url() if page else _own_path(row.url, site), robots):
            message = _(
                "“%(title)s” is not to be found by search engines (noindex or robots.txt). Let "
                "them have it: some of these texts must be found."
            )
            url = edit_url(page) if page else settings_url(site)
            yield Finding("legal_hidden", Level.ERROR, message % {"title": row.title}, url)


def legal_rows(site: Site) -> Iterable[LegalRow]:
    """Return each link once, of all languages."""
    practice = PracticeSettings.read(site)
    languages = [row.value.get("language") for row in practice.other_languages]
    said = [Notices(practice, language) for language in ["-", *languages]]
    return dict.fromkeys(row for notices in said for row in notices.legal_rows)


def is_hidden(site: Site, path: str | None, robots: RobotFileParser) -> bool:
    if not path:
        return False
    answer = visit(site, path)
    metas = [tag for tag in StartTagParser(answer.text).found if tag.name == "meta"]
    told = [one.get("content") for one in metas if one.get("name").lower() in CRAWLERS]
    directives = [answer.headers.get("x-robots-tag", ""), *told]
    words = {word.strip().lower() for text in directives for word in text.split(",")}
    return bool(words & HIDING) or not robots.can_fetch("*", answer.url)


def robots_of(site: Site) -> RobotFileParser:
    answer = visit(site, "/robots.txt")
    rules = RobotFileParser()
    rules.parse(answer.text.splitlines() if answer.status == 200 else [])
    return rules


def _page(row: LegalRow) -> Any:
    pages = swapper.load_model("wagtailcore", "Page").objects
    return pages.filter(pk=row.page_id).first() if row.page_id else None


def _is_readable(page: Any) -> bool:
    return page is not None and page.live and not page.get_view_restrictions().exists()


def _own_path(url: str, site: Site) -> str:
    parts = urlsplit(url)
    return parts.path or "/" if parts.hostname == site.hostname else ""
