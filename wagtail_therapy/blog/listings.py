"""Posts as they are shown in a list: all they need, in a number of queries that does not grow."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import prefetch_related_objects

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.translations import in_locale


def with_authors(posts: Iterable[Any]) -> list[Any]:
    """Return the posts, of one locale but maybe of several page types, with their authors fetched.

    ``get_authors()`` of each then asks the database no more.
    """
    posts = list(posts)
    _prefetch_rows(posts)
    rows = [row for post in posts for row in post.post_authors.all() if row.author]
    if rows:
        translated = in_locale([row.author for row in rows], posts[0].locale_id)
        _remember(
            posts, {row.author_id: author for row, author in zip(rows, translated, strict=True)}
        )
    return posts


def _prefetch_rows(posts):
    # A prefetch takes instances of one class.
    for _model, group in groupby(sorted(posts, key=_type_name), key=_type_name):
        prefetch_related_objects(list(group), "post_authors__author")


def _type_name(post):
    return post._meta.label


def _remember(posts, authors: dict[int, Author]):
    for post in posts:
        rows = post.post_authors.all()
        post.listed_authors = [authors[row.author_id] for row in rows if row.author_id]
