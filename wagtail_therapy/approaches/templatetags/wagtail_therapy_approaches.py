from typing import Any

from django import template
from django.template import Context

from wagtail_therapy.approaches.concern_links import links_of_page, links_of_site
from wagtail_therapy.approaches.offers import approaches_offered_by
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.translations import locale_id_of

register = template.Library()


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
