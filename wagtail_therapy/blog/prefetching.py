"""Posts as they are shown in a list: all they need, in a number of queries that does not grow."""

from collections.abc import Iterable
from itertools import chain, groupby, islice
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.translations import in_locale

from .querysets import key_to_post

# What a card shows of the lead image; post_card.html uses the same.
CARD_IMAGES = Filter.expand_spec(["fill-{480x270,960x540}", "format-{avif,webp}"])


def for_cards(posts: Iterable[Any], images: Iterable[str] = CARD_IMAGES) -> list[Any]:
    """Return the posts, of one locale but maybe of several page types, ready for their cards.

    Authors, categories, images and their renditions are fetched for all of them at once.
    """
    posts = list(posts)
    found = get_image_model()._default_manager.all()
    # A host's image model may have a manager of its own.
    if hasattr(found, "prefetch_renditions"):
        found = found.prefetch_renditions(*images)
    # A prefetch takes instances of one class.
    for _model, group in _by_type(posts):
        prefetch_related_objects(group, Prefetch("lead_image", queryset=found), "content_notes")
    _remember(posts, "post_authors", "author", "listed_authors")
    _remember(posts, "post_categories", "category", "listed_categories")
    _remember_notes(posts)
    return posts


def for_page(post: Any, request: Any) -> None:
    """Let the post remember what its page says in several places, so that each is read once.

    The names that it bears are kept; whether the bios of its authors are published is asked.
    """
    key = ("named", post._meta.label, post.pk, post.last_published_at)
    named = cached(key, lambda: _named(post), request) if post.live else _named(post)
    if not _is_true_of(named["listed_authors"]):
        named = _named(post)
    for attribute, value in named.items():
        setattr(post, attribute, value)


def _named(post: Any) -> dict[str, Any]:
    # Read as they are asked for, and kept in this.
    post.listed_rows = {}
    named = {
        "listed_authors": post.get_authors(),
        "listed_categories": post.get_categories(),
        "listed_content_notes": post.get_content_notes(),
        "listed_rows": post.listed_rows | {"post_tags": post.get_rows("post_tags", "tag")},
    }
    for row in chain(*named["listed_rows"].values()):
        _without_post(row)
    return named


def _without_post(row: Any) -> None:
    # All of its text would be kept with each row.
    key = row._meta.get_field(key_to_post(type(row)))
    if key.is_cached(row):
        key.delete_cached_value(row)


def _is_true_of(authors: list[Author]) -> bool:
    pks = [author.pk for author in authors]
    rows = Author.objects.filter(pk__in=pks).order_by()
    now = {pk: told for pk, *told in rows.values_list("pk", "live", "last_published_at")}
    return all(now.get(one.pk) == [one.live, one.last_published_at] for one in authors)


def rows_of(posts: Iterable[Any], relation: str, name: str) -> dict[int, list[Any]]:
    """Return the rows of each post, each with what it names; one query for each page type."""
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


def _remember(posts: list[Any], relation: str, name: str, attribute: str) -> None:
    """Keep what the rows name, translated in one query for all posts, as an attribute of each."""
    rows = rows_of(posts, relation, name)
    named = {pk: [one for row in rows[pk] if (one := getattr(row, name))] for pk in rows}
    together = [one for ones in named.values() for one in ones]
    translated = iter(in_locale(together, posts[0].locale_id) if together else [])
    found = {pk: _once(islice(translated, len(ones))) for pk, ones in named.items()}
    for post in posts:
        setattr(post, attribute, found[post.pk])


def _remember_notes(posts: list[Any]) -> None:
    notes = [note for post in posts for note in post.content_notes.all()]
    translated = in_locale(notes, posts[0].locale_id) if notes else []
    found = {one.pk: other for one, other in zip(notes, translated, strict=True)}
    for post in posts:
        post.listed_content_notes = _once(found[note.pk] for note in post.content_notes.all())


def _once(chosen: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(chosen))
