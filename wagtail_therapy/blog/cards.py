"""The cards of a list, with the HTML of each card cached."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from wagtail_therapy.content.caching import cached_many, request_key
from wagtail_therapy.content.visibility import specific_without_bodies

from .prefetching import prefetch_for_cards

TEMPLATE = "wagtail_therapy/blog/post_card.html"


def cards(context: Context, found: Iterable[Any], is_pinned: bool = False) -> list[SafeString]:
    """Return the cards of public posts in their order. They may be rows of the base page.

    The template must not depend on the visitor, because the HTML is cached.
    """
    rows = {post.pk: post for post in found}
    blog, request = context.get("blog"), context.get("request")
    place = (blog.pk, blog.get_url(request)) if blog else ()
    same = (*place, is_pinned, *request_key(request))
    cache_keys = {pk: ("card", pk, post.last_published_at, *same) for pk, post in rows.items()}

    def build(missing: list[int]) -> Iterator[tuple[int, str]]:
        whole = prefetch_for_cards(specific_without_bodies([rows[pk] for pk in missing]))
        return _rendered(context, whole, is_pinned)

    html = cached_many(cache_keys, build, request)
    return [mark_safe(html[pk]) for pk in rows if pk in html]  # noqa: S308 -- a template's


def _rendered(context: Context, whole: list[Any], is_pinned: bool) -> Iterator[tuple[int, str]]:
    template = context.template.engine.get_template(TEMPLATE)
    for post in whole:
        with context.push(post=post, is_pinned=is_pinned):
            # Not every cache returns a SafeString as one.
            yield post.pk, str(template.render(context))
