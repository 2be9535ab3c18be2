"""The posts before and after a post, and those that are similar to it."""

from collections import Counter
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import HttpRequest

from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.visibility import exclude_pages

from .. import querysets
from .post_links import LinkedPosts
from .recent_posts import prefetch_recent_posts

MAX_RELATED = 3
# How many of the newest posts with something in common are compared.
MAX_CANDIDATES = 50
# A tag says more about a post than a category, and a category more than who wrote it.
WEIGHTS = [
    ("post_tags", "tag", 3),
    ("post_categories", "category", 2),
    ("post_authors", "author", 1),
]


class RelatedPostIds(NamedTuple):
    """The ids of the posts around one post."""

    newer: int | None
    older: int | None
    similar: list[int]


class RelatedPosts:
    """The posts next to a post and similar to it, fetched when a template needs them.

    They are rows of the base page, unless an editor chose them.
    """

    def __init__(self, post: Any, blog: Any, request: HttpRequest | None = None):
        self.post = post
        self.blog = blog
        self.request = request

    @property
    def newer(self) -> Any | None:
        return self._found.get(self._ids.newer)

    @property
    def older(self) -> Any | None:
        return self._found.get(self._ids.older)

    @cached_property
    def related(self) -> list[Any]:
        """The posts an editor chose, or else those with most in common with this one."""
        chosen = self.post.related_reading
        if chosen:
            return self.post.get_chosen_reading()
        return [self._found[pk] for pk in self._ids.similar if pk in self._found]

    @cached_property
    def _ids(self) -> RelatedPostIds:
        if self.blog is None:
            return RelatedPostIds(None, None, [])
        if self.post.pk is None:
            return self._find_ids()
        post = self.post
        # A previewed draft may have another date than the published post.
        key = ("neighbours", self.blog.pk, post.pk, post.first_published_at, self._shared)
        return cached(key, self._find_ids, self.request)

    @cached_property
    def _found(self) -> dict[int | None, Any]:
        prefetch_recent_posts(self.blog.sidebar if self.blog else [], self.post, self.request)
        around = [self._ids.newer, self._ids.older, *self._ids.similar]
        keys = [key for key in around if key is not None]
        found = (
            LinkedPosts.for_request(self.request, self.post.locale_id).public(keys) if keys else []
        )
        return {post.pk: post for post in found}

    @cached_property
    def _public(self) -> Any:
        return exclude_pages(self.blog.get_posts(), [self.post])

    @cached_property
    def _shared(self) -> list[tuple[str, str, int, list[int]]]:
        return [(*one, self.post.get_keys(*one[:2])) for one in WEIGHTS]

    def _find_ids(self) -> RelatedPostIds:
        newer = self._next_to("gt", "first_published_at", "pk")
        older = self._next_to("lt", "-first_published_at", "-pk")
        similar = [] if self.post.related_reading else self._similar()
        return RelatedPostIds(newer, older, similar)

    def _next_to(self, direction: str, *order: str) -> int | None:
        # A post that is previewed before it's imported has a date, and no key.
        date, key = self.post.first_published_at, self.post.pk or 0
        if date is None:
            return None
        beside = self._public.filter(**{f"first_published_at__{direction}e": date})
        # The index of dates doesn't have the keys.
        further = Q(**{f"first_published_at__{direction}": date}) | Q(**{f"pk__{direction}": key})
        return beside.filter(further).order_by(*order).values_list("pk", flat=True).first()

    def _similar(self) -> list[int]:
        points: Counter[Any] = Counter()
        for relation, name, weight, keys in self._shared:
            for similar in self._sharing(relation, name, keys):
                points[similar] += weight
        # If posts have equal points, the newest comes first.
        best = sorted(points, key=lambda one: (points[one], one[1], one[0]), reverse=True)
        return [pk for pk, _date in best[:MAX_RELATED]]

    def _sharing(self, relation: str, name: str, keys: list[int]) -> list[tuple[int, float]]:
        """Return the newest posts that have one of these ids in their rows, with their dates."""
        if not keys:
            return []
        like = querysets.with_row(self._public, relation, **{f"{name}__in": keys})
        # Posts without a date may be the first here: that's an order which has an index.
        rows = like.order_by("-first_published_at", "-pk").values_list("pk", "first_published_at")
        return [(pk, date.timestamp() if date else 0.0) for pk, date in rows[:MAX_CANDIDATES]]
