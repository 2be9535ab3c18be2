"""Posts as they are shown in a list: all they need, in a number of queries that does not grow."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

from wagtail_therapy.content.translations import in_locale

# What a card shows of the lead image; templates use the same.
CARD_IMAGE = "fill-720x405"


def for_cards(posts: Iterable[Any], image: str = CARD_IMAGE) -> list[Any]:
    """Return the posts, of one locale but maybe of several page types, ready for their cards.

    Authors, categories, images and their renditions are fetched for all of them at once.
    """
    posts = list(posts)
    images = get_image_model()._default_manager.all()
    # A host's image model may have a manager of its own.
    if hasattr(images, "prefetch_renditions"):
        images = images.prefetch_renditions(image)
    # A prefetch takes instances of one class.
    for model, group in groupby(sorted(posts, key=_type_name), key=type):
        authors = rows_of(model, "post_authors", "author")
        categories = rows_of(model, "post_categories", "category")
        lead = Prefetch("lead_image", queryset=images)
        prefetch_related_objects(list(group), authors, categories, lead, "content_notes")
    _remember(posts, "post_authors", "author", "listed_authors")
    _remember(posts, "post_categories", "category", "listed_categories")
    _remember_notes(posts)
    return posts


def for_page(post: Any) -> None:
    """Let the post remember what its page says in several places, so that each is read once."""
    post.listed_rows = {}
    post.listed_authors = post.get_authors()
    post.listed_categories = post.get_categories()
    post.listed_content_notes = post.get_content_notes()


def rows_of(model, relation: str, name: str) -> Prefetch:
    """Return what fetches the rows of posts, each with what it names, in one query."""
    rows = model._meta.get_field(relation).related_model._default_manager
    return Prefetch(relation, queryset=rows.select_related(name).order_by("pk"))


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


def _remember_notes(posts):
    notes = [note for post in posts for note in post.content_notes.all()]
    translated = in_locale(notes, posts[0].locale_id) if notes else []
    found = {one.pk: other for one, other in zip(notes, translated, strict=True)}
    for post in posts:
        post.listed_content_notes = [found[note.pk] for note in post.content_notes.all()]
