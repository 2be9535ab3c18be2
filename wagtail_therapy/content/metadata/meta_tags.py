"""A page's metadata for search engines and link previews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

NOINDEX = "noindex, follow"


class MetaImage(NamedTuple):
    """An image with its absolute URL."""

    url: str
    width: int
    height: int
    alt: str = ""


class FeedLink(NamedTuple):
    """A link to a feed, with an absolute URL."""

    title: str
    mime_type: str
    url: str


@dataclass(frozen=True)
class PageMeta:
    """What ``wagtail_therapy/base.html`` prints into the head of a page, as ``meta``.

    Routes with their own content change it with ``meta.moved_to(url)`` and ``dataclasses.replace``.
    """

    title: str
    # Absolute.
    canonical: str
    description: str = ""
    # Empty, or NOINDEX.
    robots: str = ""
    image: MetaImage | None = None
    # "website", "article" or "profile".
    og_type: str = "website"
    # Or datetimes, which are dates.
    published_at: date | None = None
    modified_at: date | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    # From hreflang to absolute address, itself and "x-default" included.
    alternates: Mapping[str, str] = field(default_factory=dict)
    feeds: tuple[FeedLink, ...] = ()
    site_name: str = ""
    language_code: str = ""

    def moved_to(self, url: str) -> PageMeta:
        """Return a copy for another absolute URL, without translations."""
        return replace(self, canonical=url, alternates={})

    def for_page(self, number: int) -> PageMeta:
        """Return a copy for one page of a list. Each page of a list has its own canonical URL."""
        if number == 1:
            return self
        moved = self.moved_to(f"{self.canonical.partition('?')[0]}?page={number}")
        which = {"title": self.title, "number": number}
        return replace(moved, description=_("%(title)s, page %(number)s") % which)

    @property
    def og_locale(self) -> str:
        """The language as Open Graph spells it: "en_GB"."""
        return to_locale(self.language_code) if self.language_code else ""


def iso(moment: date | None) -> str:
    """Return a date, or a datetime in the readers' time zone, in ISO format."""
    if isinstance(moment, datetime):
        local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
        return local.isoformat(timespec="seconds")
    return moment.isoformat() if moment else ""
