"""What the search of a site finds besides posts, approaches, concerns and people: other pages."""

from typing import Any

import swapper
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.content.search.site_search import Found, Query, register_search_source
from wagtail_therapy.content.visibility import (
    public_pages,
    site_pages,
    without_repeated_aliases_for_search,
)


def register() -> None:
    register_search_source("pages", _("On this site"), find_pages, order=40)


def find_pages(query: Query) -> list[Found]:
    """Return the pages of types that aren't searched in another way, such as posts."""
    among = site_pages(query.site, query.locale_id)
    pages = public_pages(among.exact_type(*_models()), [_base()], query.locale_id)
    return [
        Found(one.title, one.get_url(query.request), getattr(one, "search_description", ""))
        for one in query.search(without_repeated_aliases_for_search(pages))
    ]


def _models() -> list[Any]:
    pages = (model for model in apps.get_models() if issubclass(model, _base()))
    return [model for model in pages if getattr(model, "is_searched_as_page", True)]


def _base() -> Any:
    return swapper.load_model("wagtailcore", "Page")
