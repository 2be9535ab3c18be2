"""Fetches what lists and pages of posts show, in a fixed number of queries."""

from collections.abc import Iterable
from itertools import chain, groupby, islice
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.pictures.renditions import images_with_renditions
from wagtail_therapy.content.pictures.uses import stored_specs
from wagtail_therapy.content.translations import in_locale

from .querysets import post_field_name

# The renditions of the lead image on a card.
CARD_IMAGES = stored_specs("card")


def prefetch_for_cards(posts: Iterable[Any], images: Iterable[str] = CARD_IMAGES) -> list[Any]:
    """Return the posts with all that their cards show, fetched for all of them at once.

    They may have several page types, but only one locale.
    """
    posts = prefetch_lead_images(posts, images)
    # A prefetch takes instances of one class.
    for _model, group in _by_type(posts):
        prefetch_related_objects(group, "content_notes")
    _set_related(posts, "post_authors", "author", "listed_authors")
    _set_related(posts, "post_categories", "category", "listed_categories")
    _set_content_notes(posts)
    return posts


def prefetch_lead_images(posts: Iterable[Any], images: Iterable[str] = CARD_IMAGES) -> list[Any]:
    """Return the posts with their lead images and these renditions of them."""
    posts = list(posts)
    found = images_with_renditions(*images)
    for _model, group in _by_type(posts):
        prefetch_related_objects(group, Prefetch("lead_image", queryset=found))
    return posts


def prefetch_for_page(post: Any, request: Any) -> None:
    """Set what a post's page shows in several places on the post, so that it is read once."""
    if hasattr(post, "listed_rows"):
        return
    key = ("named", post._meta.label, post.pk, post.last_published_at)
    named = (
        cached(key, lambda: _related_objects(post), request)
        if post.is_kept(request)
        else _related_objects(post)
    )
    for attribute, value in named.items():
        setattr(post, attribute, value)


def _related_objects(post: Any) -> dict[str, Any]:
    # get_rows() fills it.
    post.listed_rows = {}
    named = {
        "listed_authors": post.get_authors(),
        "listed_categories": post.get_categories(),
        "listed_content_notes": post.get_content_notes(),
        "listed_rows": post.listed_rows | {"post_tags": post.get_rows("post_tags", "tag")},
    }
    for row in chain(*named["listed_rows"].values()):
        _drop_post(row)
    return named


def _drop_post(row: Any) -> None:
    # Otherwise each cached row would contain the whole text of the post.
    key = row._meta.get_field(post_field_name(type(row)))
    if key.is_cached(row):
        key.delete_cached_value(row)


def rows_by_post(posts: Iterable[Any], relation: str, name: str) -> dict[int, list[Any]]:
    """Return each post's rows with their related objects, in one query for each page type."""
    found: dict[int, list[Any]] = {post.pk: [] for post in posts}
    for model, group in _by_type(posts):
        key = model._meta.get_field(relation).field
        rows = key.model._default_manager.filter(**{f"{key.name}__in": [one.pk for one in group]})
        # Rows without an order of their own keep the order in which they were added.
        for row in rows.select_related(name).order_by(*key.model._meta.ordering, "pk"):
            found[getattr(row, key.attname)].append(row)
    return found


def _by_type(posts: Iterable[Any]) -> list[tuple[Any, list[Any]]]:
    together = groupby(sorted(posts, key=_type_name), key=type)
    return [(model, list(group)) for model, group in together]


def _type_name(post: Any) -> str:
    return post._meta.label


def _set_related(posts: list[Any], relation: str, name: str, attribute: str) -> None:
    """Set the translated objects of each post's rows as its attribute, in one query for all."""
    rows = rows_by_post(posts, relation, name)
    named = {pk: [one for row in rows[pk] if (one := getattr(row, name))] for pk in rows}
    together = [one for ones in named.values() for one in ones]
    translated = iter(in_locale(together, posts[0].locale_id) if together else [])
    found = {pk: _once(islice(translated, len(ones))) for pk, ones in named.items()}
    for post in posts:
        setattr(post, attribute, found[post.pk])


def _set_content_notes(posts: list[Any]) -> None:
    notes = [note for post in posts for note in post.content_notes.all()]
    translated = in_locale(notes, posts[0].locale_id) if notes else []
    found = {one.pk: other for one, other in zip(notes, translated, strict=True)}
    for post in posts:
        post.listed_content_notes = _once(found[note.pk] for note in post.content_notes.all())


def _once(chosen: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(chosen))
