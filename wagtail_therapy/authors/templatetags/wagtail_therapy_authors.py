from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wagtail_therapy.authors.bios import bio_html, byline_html
from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.profiles import profile_url as find_profile_url

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
