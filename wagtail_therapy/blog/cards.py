"""The cards of a list, with the HTML of each card cached."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from wagtail_therapy.content.caching import cached_html, cached_many, request_key
from wagtail_therapy.content.pictures.uses import stored_specs
from wagtail_therapy.content.visibility import specific_without_bodies

from .archived_comments.display import set_counts
from .prefetching import prefetch_for_cards, prefetch_lead_images

TEMPLATES = {
    "": "wagtail_therapy/blog/post_card.html",
    "related": "wagtail_therapy/blog/related_card.html",
}
RELATED_IMAGES = stored_specs("related")
# How many cards at the top of a page load their pictures at once, the first of them before others.
EAGER_CARDS = 2


def cards_html(
    context: Context,
    found: Any,
    is_pinned: bool = False,
    layout: str = "",
    start: int = EAGER_CARDS,
) -> SafeString:
    """Return the cards of public posts as HTML; those of a kept page of a list in one piece."""

    def build() -> str:
        return "".join(cards(context, found, is_pinned, layout, start))

    kept_key = getattr(found, "kept_key", None)
    if kept_key is None:
        return mark_safe(build())  # noqa: S308 -- of safe strings
    return cached_html(("cards", *kept_key, is_pinned, layout, start), build, context["request"])


def cards(
    context: Context,
    found: Iterable[Any],
    is_pinned: bool = False,
    layout: str = "",
    start: int = EAGER_CARDS,
) -> list[SafeString]:
    """Return the cards of public posts in their order. They may be rows of the base page.

    ``start`` is the number of cards above them on the page.

    The template must not depend on the visitor, because the HTML is cached.
    """
    rows = {post.pk: post for post in found}
    blog, request = context.get("blog"), context.get("request")
    place = (blog.pk, blog.get_url(request)) if blog else ()
    same = (*place, is_pinned, layout, *request_key(request))
    positions = {pk: min(start + number, EAGER_CARDS) for number, pk in enumerate(rows)}
    cache_keys = {
        pk: ("card", pk, post.last_published_at, positions[pk], *same) for pk, post in rows.items()
    }

    def build(missing: list[int]) -> Iterator[tuple[int, str]]:
        whole = _with_what_is_shown([rows[pk] for pk in missing], layout, request)
        template = context.template.engine.get_template(TEMPLATES[layout])
        for post in whole:
            position = positions[post.pk]
            with context.push(
                post=post,
                is_pinned=is_pinned,
                is_first=position == 0,
                is_eager=position < EAGER_CARDS,
            ):
                # Not every cache returns a SafeString as one.
                yield post.pk, str(template.render(context))

    html = cached_many(cache_keys, build, request)
    return [mark_safe(html[pk]) for pk in rows if pk in html]  # noqa: S308 -- a template's


def _with_what_is_shown(posts: list[Any], layout: str, request: Any) -> list[Any]:
    whole = specific_without_bodies(posts)
    if layout == "related":
        # Its template shows a picture, the title and the date.
        return prefetch_lead_images(whole, RELATED_IMAGES)
    whole = prefetch_for_cards(whole)
    set_counts(whole, request)
    return whole
