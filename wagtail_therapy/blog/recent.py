"""The newest posts, as a block of an editor asks for them: so many, of all or of one category."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Site

from .links import Links, newest

USUAL_NUMBER = 5


def recent_posts(value: Mapping[str, Any], context: Mapping[str, Any]) -> list[Any]:
    """Return the posts, without the page on which they are listed."""
    page, request = context.get("page"), context.get("request")
    keys = recent_keys(value, page, request)
    return Links.of(request, page.locale_id).readable(keys) if page and keys else []


def recent_keys(value: Mapping[str, Any], page: Any, request: Any) -> list[int]:
    """Return the keys of the posts; whether they may still be read is asked with others."""
    site = _site(request, page)
    if site is None:
        return []
    number = value.get("number") or USUAL_NUMBER
    # One more, because the page itself may be among them.
    keys = newest(site, page.locale_id, number + 1, value.get("category"), request)
    return [key for key in keys if key != page.pk][:number]


def _site(request, page):
    if page is None:
        return None
    # A feed or a mail is made without a visitor.
    return Site.find_for_request(request) if request else page.get_site()
