"""Where to go on from a post: the one before, the one after, and what is like it."""

from collections import Counter
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.visibility import exclude_pages

from . import querysets
from .post_links import Links

RELATED = 3
# Of the newest posts that share something, this many are looked at: enough to find the likest.
LOOKED_AT = 50
# A tag says more about a post than a category, and a category more than who wrote it.
SHARED = [
    ("post_tags", "tag", 3),
    ("post_categories", "category", 2),
    ("post_authors", "author", 1),
]


class Choice(NamedTuple):
    """Keys of the posts around one."""

    newer: int | None
    older: int | None
    alike: list[int]


class Neighbours:
    """The posts around one post of a blog, looked for when a template asks.

    They are rows of the base page, unless an editor chose them.
    """

    def __init__(self, post: Any, blog: Any, request: HttpRequest | None = None):
        self.post = post
        self.blog = blog
        self.request = request

    @property
    def newer(self) -> Any | None:
        return self._found.get(self._choice.newer)

    @property
    def older(self) -> Any | None:
        return self._found.get(self._choice.older)

    @property
    def beside(self) -> list[Any | None]:
        return [self.newer, self.older]

    @cached_property
    def related(self) -> list[Any]:
        """What an editor has chosen, else the posts that share most with this one."""
        chosen = self.post.related_reading
        if chosen:
            return self.post.get_chosen_reading()
        return [self._found[pk] for pk in self._choice.alike if pk in self._found]

    @cached_property
    def _choice(self) -> Choice:
        if self.blog is None:
            return Choice(None, None, [])
        if self.post.pk is None:
            return self._choose()
        post = self.post
        # A draft that is previewed is not dated as the post that is read.
        key = ("neighbours", self.blog.pk, post.pk, post.first_published_at, self._shared)
        return cached(key, self._choose, self.request)

    @cached_property
    def _found(self) -> dict[int | None, Any]:
        # One query for all, which also tells whether they still may be read.
        around = [self._choice.newer, self._choice.older, *self._choice.alike]
        keys = [key for key in around if key is not None]
        found = Links.of(self.request, self.post.locale_id).readable(keys) if keys else []
        return {post.pk: post for post in found}

    @cached_property
    def _readable(self) -> Any:
        return exclude_pages(self.blog.get_posts(), [self.post])

    @cached_property
    def _shared(self) -> list[tuple[str, str, int, list[int]]]:
        return [(*one, self.post.get_keys(*one[:2])) for one in SHARED]

    def _choose(self) -> Choice:
        newer = self._next_to("gt").reverse() if self.post.first_published_at else []
        older = self._next_to("lt") if self.post.first_published_at else []
        alike = [] if self.post.related_reading else self._alike()
        return Choice(_first_key(newer), _first_key(older), alike)

    def _next_to(self, direction: str) -> QuerySet:
        date, key = self.post.first_published_at, self.post.pk
        further = Q(**{f"first_published_at__{direction}": date})
        same = Q(**{"first_published_at": date, f"pk__{direction}": key})
        return self._readable.filter(further | same).values_list("pk", flat=True)

    def _alike(self) -> list[int]:
        points: Counter[Any] = Counter()
        for relation, name, weight, keys in self._shared:
            for alike in self._sharing(relation, name, keys):
                points[alike] += weight
        # Of equals the newest comes first.
        best = sorted(points, key=lambda one: (points[one], one[1], one[0]), reverse=True)
        return [pk for pk, _date in best[:RELATED]]

    def _sharing(self, relation: str, name: str, keys: list[int]) -> list[tuple[int, float]]:
        """Return the newest posts that share one of these with the post, with their dates."""
        if not keys:
            return []
        like = querysets.having(self._readable, relation, **{f"{name}__in": keys})
        rows = like.values_list("pk", "first_published_at")[:LOOKED_AT]
        return [(pk, date.timestamp() if date else 0.0) for pk, date in rows]


def _first_key(keys: Any) -> int | None:
    return next(iter(keys[:1]), None)
