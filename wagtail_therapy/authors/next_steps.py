"""The card at the end of a page: who takes new clients, and how to book, call or write."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.template import Context
from wagtail.models import Site

from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.visibility import named_authors
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.translations import locale_id_of
from wagtail_therapy.practice import page_notices
from wagtail_therapy.practice.notices import Notices

TEMPLATE = "wagtail_therapy/authors/next_step.html"
SHOWN = "_therapy_next_step"


@dataclass(frozen=True)
class NextStep:
    """What a reader can do next, with the people that a page names as its start.

    Guests are left out, because readers can't become clients of theirs here.
    """

    notices: Notices
    named: list[Author]
    site: Site
    locale_id: int
    request: HttpRequest

    @property
    def people(self) -> list[Author]:
        return [one for one in self.named if one.works_here]

    @property
    def accepting(self) -> list[Author]:
        return [one for one in self.people if one.is_accepting]

    @property
    def is_full(self) -> bool:
        """Whether everyone named is full. False if no one is named."""
        return bool(self.people) and all(one.is_full for one in self.people)

    @cached_property
    def others(self) -> list[Author]:
        """The other people on the site who take new clients, if those named are full."""
        if not self.is_full:
            return []
        key = ("named authors", self.site.pk)
        named = cached(key, lambda: named_authors(self.site), self.request)
        others = named - {one.translation_key for one in self.people}
        accepting = {"accepting_clients": Author.Acceptance.YES, "works_here": True}
        found = Author.objects.filter(locale=self.locale_id, live=True, **accepting)
        return list(found.filter(translation_key__in=others).order_by("name", "pk"))

    @property
    def is_everyone_full(self) -> bool:
        return self.is_full and not self.others

    def __bool__(self) -> bool:
        if self.notices.has_contact:
            return True
        return self.is_full and bool(self.others or self.notices.way_on)


def next_step_context(
    context: Context | dict[str, Any], named: Iterable[Author], heading: str = ""
) -> dict[str, Any]:
    """Return the context of ``next_step.html``: empty without a site, or if the page has a card."""
    request = context.get("request")
    notices = page_notices.read_for(context)
    if notices is None or hasattr(request, SHOWN):
        return {}
    site = Site.find_for_request(request)
    step = NextStep(notices, list(named), site, locale_id_of(context), request)
    if step:
        setattr(request, SHOWN, True)
    return {"step": step, "heading": heading, "request": request}
