"""Categories as the tree that they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Category


@dataclass(frozen=True)
class Branch:
    """A category in its place, and how many levels deep that is."""

    category: Category
    depth: int


class CategoryTree:
    """All categories of one locale, and their translations, read in one query."""

    def __init__(self, locale_id: int, categories: Iterable[Category]):
        self.locale_id = locale_id
        self.categories = list(categories)
        self._keys = {one.pk: one.translation_key for one in self.categories}
        self.own = [one for one in self.categories if one.locale_id == locale_id]

    @classmethod
    def of_locale(cls, locale_id: int) -> "CategoryTree":
        return cls(locale_id, Category.objects.order_by("name", "pk"))

    def by_slug(self, slug: str) -> Category | None:
        return next((one for one in self.own if one.slug == slug), None)

    def with_descendants(self, category: Category) -> list[Category]:
        """Return the category and all within it, each with its translations.

        A post that was copied for translation may still name a category of the other language.
        """
        keys = {one.translation_key for one in self._below(category, {category.pk})}
        keys.add(category.translation_key)
        return [one for one in self.categories if one.translation_key in keys]

    def branches(self) -> list[Branch]:
        """Return all of the locale, each followed by those within it."""
        keys = {one.translation_key for one in self.own}
        roots = [one for one in self.own if self._parent_key(one) not in keys]
        seen: set[int] = set()
        # Rows that lie within each other, which only a database can be told, have no root.
        return [branch for one in [*roots, *self.own] for branch in self._branch(one, 0, seen)]

    def _branch(self, category, depth, seen):
        if category.pk in seen:
            return
        seen.add(category.pk)
        yield Branch(category, depth)
        for child in self._children(category):
            yield from self._branch(child, depth + 1, seen)

    def _below(self, category, seen):
        for child in self._children(category):
            if child.pk not in seen:
                seen.add(child.pk)
                yield child
                yield from self._below(child, seen)

    def _children(self, category):
        key = category.translation_key
        return [one for one in self.own if self._parent_key(one) == key]

    def _parent_key(self, category):
        # A copy for translation keeps the parent of the other language.
        return self._keys.get(category.parent_id)
