from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wagtail_therapy.authors.bios import bio_html, byline_html
from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.next_steps import TEMPLATE, next_step_context
from wagtail_therapy.authors.profiles import profile_url as find_profile_url
from wagtail_therapy.practice import page_notices

register = template.Library()


@register.simple_tag(takes_context=True)
def profile_url(context: Context, author: Author) -> str:
    """Return the URL of the author's profile on this site, or "" if there is none."""
    return find_profile_url(author, context.get("request"))


@register.simple_tag(takes_context=True)
def byline(context: Context, authors: list[Author]) -> SafeString:
    """Render the names and portraits of a text's authors with byline.html."""
    return byline_html(authors, context.get("request"))


@register.simple_tag(takes_context=True)
def author_bio(
    context: Context, author: Author, heading: str = "", layout: str = "short"
) -> SafeString:
    """Render the bio of a published author with author_bio.html."""
    return bio_html(author, context.get("request"), heading, layout)


@register.simple_tag(takes_context=True)
def profile_link(context: Context, author: Author) -> str:
    """Return the author's name with titles and degrees, linked to the profile if there is one."""
    address = profile_url(context, author)
    if not address:
        return author.name_with_letters
    return format_html('<a href="{}" rel="author">{}</a>', address, author.name_with_letters)


@register.inclusion_tag(TEMPLATE, takes_context=True)
def therapy_next_step(
    context: Context, named: Iterable[Author] = (), has_way_on: Any = False
) -> dict[str, Any]:
    """Render the card that ends a page; see ``NextStep``. Once in each page.

    With ``has_way_on``, the page says itself where else to turn.
    """
    named, notices = list(named), page_notices.read_for(context)
    if notices is None or not (named or notices.has_contact):
        return {}
    return next_step_context(context, named) | {"has_way_on": has_way_on}


@register.simple_tag(takes_context=True)
def reviewer_link(context: Context, reviewer: Author | None) -> str:
    """Return the reviewer's name and job title, linked to the profile. "" without a reviewer.

    Unlike ``profile_link``, the link doesn't say that they are the page's author.
    """
    if reviewer is None:
        return ""
    address = profile_url(context, reviewer)
    name = reviewer.name_with_letters
    linked = format_html('<a href="{}">{}</a>', address, name) if address else name
    # Readers may not see the rest of an unpublished bio.
    title = reviewer.job_title if reviewer.live else ""
    return format_html("{} ({})", linked, title) if title else linked
