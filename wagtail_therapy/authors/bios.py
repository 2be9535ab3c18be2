from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.caching import cached_html

from .teams import with_portraits

TEMPLATE = "wagtail_therapy/authors/author_bio.html"
BYLINE = "wagtail_therapy/authors/byline.html"


def byline_html(authors: Sequence[Any], request: Any) -> SafeString:
    """Return the names and portraits of authors, whether their bios are published or not."""

    def build() -> SafeString:
        context = {"authors": with_portraits(authors), "request": request}
        return render_to_string(BYLINE, context)

    return cached_html((BYLINE, *((*_named(one), one.live) for one in authors)), build, request)


def bio_html(
    author: Any, request: Any, heading: str = "", layout: str = "full", template: str = TEMPLATE
) -> SafeString:
    """Return the bio of a published author. It is kept, so it can't tell on which page it stands.

    Who passes the author has asked whether the bio is published.
    """
    context = {"author": author, "request": request, "heading": heading, "layout": layout}
    key = (template, *_named(author), heading, layout)
    return cached_html(key, lambda: render_to_string(template, context), request)


def _named(author: Author) -> tuple[Any, ...]:
    return author.translation_key, author.pk, author.last_published_at
