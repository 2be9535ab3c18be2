from collections.abc import Iterable, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.caching import cached_html

from .prefetching import with_portraits

TEMPLATE = "wagtail_therapy/authors/author_bio.html"
BYLINE_TEMPLATE = "wagtail_therapy/authors/byline.html"


def byline(authors: Iterable[Author]) -> str:
    """Return names with titles and degrees as text: “Orla Penhallow, PsyD and Mateo Quill”."""
    return get_text_list([author.name_with_letters for author in authors], last_word=_("and"))


def byline_html(authors: Sequence[Any], request: Any) -> SafeString:
    """Return the names and portraits of authors, even if their bios aren't published."""

    def build() -> SafeString:
        context = {"authors": with_portraits(authors), "request": request}
        return render_to_string(BYLINE_TEMPLATE, context)

    return cached_html(
        (BYLINE_TEMPLATE, *((*_author_key(one), one.live) for one in authors)), build, request
    )


def bio_html(
    author: Any, request: Any, heading: str = "", layout: str = "full", template: str = TEMPLATE
) -> SafeString:
    """Return the bio of an author, from the cache. It can't depend on the page that shows it.

    Only pass authors whose bio is published.
    """
    context = {"author": author, "request": request, "heading": heading, "layout": layout}
    key = (template, *_author_key(author), heading, layout)
    return cached_html(key, lambda: render_to_string(template, context), request)


def are_unchanged(authors: Iterable[Any]) -> bool:
    """Whether these authors, which may come from the cache, are published as they were then."""
    authors = list(authors)
    rows = Author.objects.filter(pk__in=[one.pk for one in authors]).order_by()
    now = {pk: told for pk, *told in rows.values_list("pk", "live", "last_published_at")}
    return all(now.get(one.pk) == [one.live, one.last_published_at] for one in authors)


def _author_key(author: Author) -> tuple[Any, ...]:
    return author.translation_key, author.pk, author.last_published_at
