"""What the newsletter's own pages link to: where a reader came from, and what there is to read."""

from typing import Any

from wagtail.models import Locale, Site

from wagtail_therapy.content.visibility import (
    exclude_future,
    exclude_private,
    first_without_repeated_aliases,
    public_pages,
    site_pages,
)
from wagtail_therapy.practice.models import PracticeSettings

from ..models import NewsletterSettings
from ..sending import mailed_pages

LATEST = 3


def page_with_form(site: Site, page_id: int | None) -> Any:
    """Return the page on which a form was, if a stranger may read it on this site; else None."""
    if page_id is None:
        return None
    pages = type(site.root_page).objects.descendant_of(site.root_page, inclusive=True)
    return exclude_private(pages.live()).filter(pk=page_id).first()


def welcome(site: Site) -> dict[str, Any]:
    """Return what a new reader sees: the name of the list, and its latest posts."""
    locale_id = Locale.get_active().pk
    found = public_pages(site_pages(site, locale_id), mailed_pages.mailed_models(), locale_id)
    newest = exclude_future(found).order_by("-first_published_at", "-pk")
    return {
        "list_name": list_name(site),
        "latest_posts": first_without_repeated_aliases(newest, LATEST),
    }


def list_name(site: Site) -> str:
    """Return the name of a site's list, as its readers know it."""
    return NewsletterSettings.read(site).list_name or PracticeSettings.read(site).display_name
