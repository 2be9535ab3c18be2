from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from wagtail_therapy.approaches.concerns.links import links_of_page, links_of_site
from wagtail_therapy.approaches.index.filtering import Listing
from wagtail_therapy.approaches.index.listed_approaches import ListedGroup
from wagtail_therapy.approaches.offers import approaches_offered_by
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.caching import cached_many, request_key
from wagtail_therapy.content.translations import locale_id_of

register = template.Library()
CARD = "wagtail_therapy/approaches/approach_card.html"
FIELDSET = "wagtail_therapy/approaches/filter_fieldset.html"


@register.inclusion_tag("wagtail_therapy/approaches/offered_approaches.html", takes_context=True)
def approaches_of(context: Context, author: Author) -> dict[str, Any]:
    """Render the approaches that an author offers on this site, or nothing if there are none."""
    request = context.get("request")
    return {"approaches": approaches_offered_by(author, request), "request": request}


@register.inclusion_tag("wagtail_therapy/approaches/concern_links.html", takes_context=True)
def concern_links(context: Context, heading: str = "") -> dict[str, Any]:
    """Render “What brings you here?”: links to the concerns of the site, or nothing."""
    links = links_of_site(context.get("request"), locale_id_of(context))
    return {"concern_links": links, "heading": heading}


@register.inclusion_tag("wagtail_therapy/approaches/page_concerns.html", takes_context=True)
def concerns_of(context: Context, page: Any) -> dict[str, Any]:
    """Render links to the concerns that a page is about, or nothing if there are none."""
    request = context.get("request")
    return {"concern_links": links_of_page(page, request) if request else []}


@register.simple_tag(takes_context=True)
def approach_cards(context: Context, group: ListedGroup) -> SafeString:
    """Render the cards of a group of a list with approach_card.html.

    Those that aren't selected for comparison come from the cache: a whole list doesn't, because
    readers can ask for more lists than a cache can hold.
    """
    listing = group.listing
    outlines = {one.pk: one for one in group.outlines}
    selected = [pk for pk, one in outlines.items() if one.slug in listing.selected]

    def build(pks: Iterable[int]) -> Iterator[tuple[int, str]]:
        # Those that are never kept are read with them.
        listing.pages([outlines[pk] for pk in {*pks, *selected}])
        for page in listing.pages([outlines[pk] for pk in pks]):
            yield page.pk, _render(CARD, context, approach=page)

    around = _around(listing)
    keys = {pk: ("card", pk, *around) for pk in outlines if pk not in selected}
    found = cached_many(keys, build, listing.request) | dict(build(selected))
    return mark_safe("".join(found.get(pk, "") for pk in outlines))  # noqa: S308 -- a template's


@register.simple_tag(takes_context=True)
def filter_fieldsets(context: Context, listing: Listing) -> SafeString:
    """Render the questions that filter a list with filter_fieldset.html.

    Those with at most one choice come from the cache.
    """
    facets = {one.name: one for one in listing.filters.facets}

    def build(names: Iterable[str]) -> Iterator[tuple[str, str]]:
        for name in names:
            fieldset = listing.fieldset(facets[name])
            yield name, _render(FIELDSET, context, fieldset=fieldset) if fieldset else ""

    chosen = {name: listing.filters.values(facet) for name, facet in facets.items()}
    keys = {
        name: ("fieldset", name, *values, *_list_key(listing))
        for name, values in chosen.items()
        if len(values) < 2
    }
    found = cached_many(keys, build, listing.request)
    found |= dict(build([name for name in facets if name not in keys]))
    return mark_safe("".join(found[name] for name in facets))  # noqa: S308 -- a template's


def _render(name: str, context: Context, **more: Any) -> str:
    with context.push(**more):
        return str(context.template.engine.get_template(name).render(context))


def _around(listing: Listing) -> tuple[Any, ...]:
    concern = listing.only_concern
    shown = (listing.level, listing.can_compare, listing.says_what_is_offered)
    return (*shown, concern and concern.slug, *_list_key(listing))


def _list_key(listing: Listing) -> tuple[Any, ...]:
    return (listing.index._meta.label, listing.index.pk, *request_key(listing.request))
