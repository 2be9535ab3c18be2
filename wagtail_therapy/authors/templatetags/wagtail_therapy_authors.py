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
    """Return the address of the author's profile on this site, or "" when there is none."""
    return find_profile_url(author, context.get("request"))


@register.simple_tag(takes_context=True)
def byline(context: Context, authors: list[Author]) -> SafeString:
    """Render the names and portraits of the authors of a text, by byline.html."""
    return byline_html(authors, context.get("request"))


@register.simple_tag(takes_context=True)
def author_bio(
    context: Context, author: Author, heading: str = "", layout: str = "short"
) -> SafeString:
    """Render the bio of a published author, by author_bio.html."""
    return bio_html(author, context.get("request"), heading, layout)


@register.simple_tag(takes_context=True)
def profile_link(context: Context, author: Author) -> str:
    """Return the author's name with its letters, linked to the profile when there is one."""
    address = profile_url(context, author)
    if not address:
        return author.name_with_letters
    return format_html('<a href="{}" rel="author">{}</a>', address, author.name_with_letters)


@register.simple_tag(takes_context=True)
def reviewer_link(context: Context, reviewer: Author | None) -> str:
    """Return the name with letters and job title, linked to the profile; "" for nobody.

    Unlike ``profile_link`` it does not call the reviewer an author of the page.
    """
    if reviewer is None:
        return ""
    address = profile_url(context, reviewer)
    name = reviewer.name_with_letters
    linked = format_html('<a href="{}">{}</a>', address, name) if address else name
    # The rest of an unpublished bio is not for readers.
    title = reviewer.job_title if reviewer.live else ""
    return format_html("{} ({})", linked, title) if title else linked
