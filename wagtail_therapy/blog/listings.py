"""Posts as they are shown in a list: all they need, in a number of queries that does not grow."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

from wagtail_therapy.content.translations import in_locale

# What a card shows of the lead image; templates use the same.
CARD_IMAGE = "fill-720x405"


def for_cards(posts: Iterable[Any]) -> list[Any]:
    """Return the posts, of one locale but maybe of several page types, ready for their cards.

    Authors, categories, images and their renditions are fetched for all of them at once.
    """
    posts = list(posts)
    _prefetch(posts)
    _remember(posts, "post_authors", "author", "listed_authors")
    _remember(posts, "post_categories", "category", "listed_categories")
    return posts


def _prefetch(posts):
    images = get_image_model().objects.prefetch_renditions(CARD_IMAGE)
    # A prefetch takes instances of one class.
    for _model, group in groupby(sorted(posts, key=_type_name), key=_type_name):
        prefetch_related_objects(
            list(group),
            "post_authors__author",
            "post_categories__category",
            Prefetch("lead_image", queryset=images),
        )


def _type_name(post):
    return post._meta.label


def _remember(posts, relation, name, attribute):
    """Keep what the rows name, translated in one query for all posts, as an attribute of each."""
    rows = [row for post in posts for row in getattr(post, relation).all() if getattr(row, name)]
    named = [getattr(row, name) for row in rows]
    translated = in_locale(named, posts[0].locale_id) if rows else []
    found = {one.pk: other for one, other in zip(named, translated, strict=True)}
    for post in posts:
        keys = [getattr(row, f"{name}_id") for row in getattr(post, relation).all()]
        setattr(post, attribute, [found[key] for key in keys if key in found])
