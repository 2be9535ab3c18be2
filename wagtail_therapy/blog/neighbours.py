"""Where to go on from a post: the one before, the one after, and what is like it."""

from collections import Counter
from functools import cached_property
from typing import Any

from django.db.models import Q

from . import posts
from .listings import for_cards

RELATED = 3
# Of the newest posts that share something, this many are looked at: enough to find the likest.
LOOKED_AT = 50
# A tag says more about a post than a category, and a category more than who wrote it.
SHARED = [
    ("post_tags", "tag", 3),
    ("post_categories", "category", 2),
    ("post_authors", "author", 1),
]


class Neighbours:
    """The posts around one post of a blog. Each is looked for when a template asks."""

    def __init__(self, post, blog):
        self.post = post
        self.readable: Any = blog.get_posts().exclude(pk=post.pk) if blog else None

    @cached_property
    def newer(self) -> Any | None:
        return self._next_to("gt").reverse().first() if self._has_place else None

    @cached_property
    def older(self) -> Any | None:
        return self._next_to("lt").first() if self._has_place else None

    @cached_property
    def related(self) -> list[Any]:
        """What an editor has chosen, else the posts that share most with this one."""
        chosen = self.post.related_reading
        if chosen:
            post = self.post
            return for_cards(posts.readable_choices(chosen, post.get_site(), post.locale_id))
        return self._alike()

    @property
    def _has_place(self):
        return self.readable is not None and self.post.first_published_at is not None

    def _next_to(self, direction):
        date, key = self.post.first_published_at, self.post.pk
        further = Q(**{f"first_published_at__{direction}": date})
        same = Q(**{"first_published_at": date, f"pk__{direction}": key})
        return self.readable.filter(further | same)

    def _alike(self) -> list[Any]:
        if self.readable is None:
            return []
        points: Counter[Any] = Counter()
        for relation, name, weight in SHARED:
            for alike in self._sharing(relation, name):
                points[alike] += weight
        # Of equals the newest comes first.
        best = [pk for pk, _date in sorted(points, key=lambda one: (points[one], one[1], one[0]))]
        best = best[: -RELATED - 1 : -1]
        found = posts.specific(self.readable.filter(pk__in=best))
        return sorted(for_cards(found), key=lambda post: best.index(post.pk))

    def _sharing(self, relation, name) -> list[tuple[int, float]]:
        """Return the newest posts that share one of these with the post, with their dates."""
        keys = [getattr(row, f"{name}_id") for row in getattr(self.post, relation).all()]
        if not any(keys):
            return []
        like = posts.having(self.readable, relation, **{f"{name}__in": keys})
        rows = like.values_list("pk", "first_published_at")[:LOOKED_AT]
        return [(pk, date.timestamp() if date else 0.0) for pk, date in rows]
