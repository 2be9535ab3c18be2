"""The tree of categories."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from wagtail_therapy.content.caching import remembered
from wagtail_therapy.content.translations import preferred_translations

from .models import Category


@dataclass(frozen=True)
class Branch:
    """A category with its depth in the tree."""

    category: Category
    depth: int

    @property
    def label(self) -> str:
        return indented(self.category.name, self.depth)


class CategoryTree:
    """All categories as a blog in one locale shows them, fetched in one query.

    Categories are shown as their translation if they have one. If not, they stay as they are,
    because posts that were copied for translation still have them.
    """

    def __init__(self, locale_id: int, categories: Iterable[Category]):
        self.locale_id = locale_id
        self.categories = list(categories)
        self._keys = {one.pk: one.translation_key for one in self.categories}
        chosen = set(preferred_translations(self.categories, locale_id).values())
        self.shown = [one for one in self.categories if one in chosen]
        self._below: dict[UUID | None, list[Category]] = {}
        for one in self.shown:
            # A copy for translation still has its original's parent.
            self._below.setdefault(self._keys.get(one.parent_id), []).append(one)

    @classmethod
    def of_locale(cls, locale_id: int) -> "CategoryTree":
        rows = Category.objects.order_by("name", "pk")
        return cls(locale_id, remembered("categories", lambda: list(rows)))

    def by_slug(self, slug: str) -> Category | None:
        """Return the category with that slug. If there are two, prefer the locale's."""
        found = [one for one in self.shown if one.slug == slug]
        return max(found, key=lambda one: one.locale_id == self.locale_id, default=None)

    def with_descendants(self, category: Category) -> list[Category]:
        """Return the category and its subcategories at any depth, all with their translations.

        A post that was copied for translation may still have a category in the other language.
        """
        keys = {category.translation_key}
        self._add_below(category, keys)
        return [one for one in self.categories if one.translation_key in keys]

    def branches(self) -> list[Branch]:
        """Return all shown categories, each followed by its subcategories."""
        keys = {one.translation_key for one in self.shown}
        roots = [one for one in self.shown if self._keys.get(one.parent_id) not in keys]
        seen: set[int] = set()
        # Categories that contain each other have no root. Only scripts can create them.
        return [branch for one in [*roots, *self.shown] for branch in self._branch(one, 0, seen)]

    def _branch(self, category: Category, depth: int, seen: set[int]) -> Iterator[Branch]:
        if category.pk in seen:
            return
        seen.add(category.pk)
        yield Branch(category, depth)
        for child in self._children(category):
            yield from self._branch(child, depth + 1, seen)

    def _add_below(self, category: Category, keys: set[UUID]) -> None:
        for child in self._children(category):
            if child.translation_key not in keys:
                keys.add(child.translation_key)
                self._add_below(child, keys)

    def _children(self, category: Category) -> list[Category]:
        return self._below.get(category.translation_key, [])


def all_branches() -> list[Branch]:
    """Return the categories in all locales, one locale after the other."""
    categories = list(Category.objects.order_by("name", "pk"))
    locales = sorted({one.locale_id for one in categories})
    return [one for pk in locales for one in _own_branches(pk, categories)]


def _own_branches(locale_id: int, categories: list[Category]) -> list[Branch]:
    tree = CategoryTree(locale_id, categories)
    return [one for one in tree.branches() if one.category.locale_id == locale_id]


def indented(name: str, depth: int) -> str:
    """Return the name with dashes that show its depth in the admin's lists."""
    return "— " * depth + name
