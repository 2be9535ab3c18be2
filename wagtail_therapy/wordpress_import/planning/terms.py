"""Our categories and tags for those of the old site."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.blog.models import Category

from ..conversion.converting import plain_text
from ..models import ImportedTerm, OldSite
from ..wxr.records import CATEGORY, TAG, Item, Site, Term

# What WordPress calls the category of posts without one, in the languages of many sites.
UNCATEGORIZED = {
    *("uncategorized", "uncategorised", "allgemein", "non-classe", "sin-categoria"),
    *("senza-categoria", "sem-categoria", "geen-categorie", "ikke-kategoriseret"),
    *("ukategorisert", "okategoriserade", "bez-kategorii", "без-рубрики", "未分類", "未分类"),
}
LONGEST_NAME = 255


class Categories:
    """The categories of an old site, each made once, with its parents above it.

    Those of ours that have the same slug are used. ``on_made`` is called in the transaction of each
    that is made. With ``is_dry``, none are.
    """

    def __init__(
        self,
        old_site: OldSite,
        site: Site,
        locale: Any,
        *,
        on_made: Callable[[], None],
        is_dry: bool = False,
    ):
        self.old_site = old_site
        self.site = site
        self.locale = locale
        self.on_made = on_made
        self.is_dry = is_dry
        # How many a dry run would have made.
        self.foreseen = 0
        self._known: dict[str, Category] = {}
        if old_site.pk:
            terms = old_site.terms.select_related("category")
            self._known = {one.slug: one.category for one in terms}

    @sensitive_variables()
    def of(self, item: Item, primary: str = "") -> list[Category]:
        """Return the categories of a post, first the one with the slug ``primary``."""
        terms = [one for one in item.terms_of(CATEGORY) if one.slug not in UNCATEGORIZED]
        told = [self.site.terms.get((CATEGORY, one.slug), one) for one in terms]
        told.sort(key=lambda term: term.slug != primary)
        return list(dict.fromkeys(self.category(term) for term in told))

    def make_all(self) -> None:
        """Make those that no post has, too."""
        for term in self.site.categories:
            if term.slug not in UNCATEGORIZED:
                self.category(term)

    def category(self, term: Term) -> Category:
        """Return the category for a term, which is made if there is none."""
        path = self.site.category_path(term.slug) or [term]
        above = None
        for one in path:
            above = self._known.get(one.slug) or self._found_or_made(one, above)
            self._known[one.slug] = above
        return self._known[term.slug]

    @transaction.atomic
    def _found_or_made(self, term: Term, parent: Category | None) -> Category:
        in_locale = Category.objects.filter(locale=self.locale)
        category = in_locale.filter(slug=term.slug[:LONGEST_NAME]).first()
        if category is None:
            category = self._new(term, parent)
        if not self.is_dry:
            ImportedTerm.objects.update_or_create(
                old_site=self.old_site,
                slug=term.slug[:LONGEST_NAME],
                defaults={"category": category},
            )
        return category

    def _new(self, term: Term, parent: Category | None) -> Category:
        category = Category(
            name=(plain_text(term.name) or term.slug)[:LONGEST_NAME],
            slug=term.slug[:LONGEST_NAME],
            description=plain_text(term.description),
            parent=parent,
            locale=self.locale,
        )
        if self.is_dry:
            self.foreseen += 1
            # So that it's one in sets.
            category.pk = -self.foreseen
        else:
            category.save()
            self.on_made()
        return category


class Tags:
    """The tags of an old site as those of a tag model, each made once."""

    def __init__(self, model: Any, *, on_made: Callable[[], None], is_dry: bool = False):
        self.model = model
        self.on_made = on_made
        self.is_dry = is_dry
        # How many a dry run would have made.
        self.foreseen = 0
        self._known: dict[str, Any] = {}

    @sensitive_variables()
    def of(self, item: Item) -> list[Any]:
        return list(dict.fromkeys(self._tags(item)))

    def _tags(self, item: Item) -> Iterator[Any]:
        for term in item.terms_of(TAG):
            name = " ".join(term.name.split())[:100] or term.slug[:100]
            # As with those that are stored. In a dry run, none of the new ones is.
            key = name.lower()
            if key not in self._known:
                self._known[key] = self._found_or_made(name, term.slug[:100])
            yield self._known[key]

    @transaction.atomic
    def _found_or_made(self, name: str, slug: str) -> Any:
        found = self._found(name)
        if found is not None:
            return found
        is_free = not self.model.objects.filter(slug=slug).exists()
        tag = self.model(name=name, slug=slug if is_free else "")
        if self.is_dry:
            self.foreseen += 1
            tag.pk = -self.foreseen
        else:
            # With an empty slug, it makes one of the name.
            tag.save()
            self.on_made()
        return tag

    def _found(self, name: str) -> Any:
        found = self.model.objects.filter(name__iexact=name).first()
        if found is not None or name.isascii():
            return found
        # SQLite tells Ä from ä.
        names = self.model.objects.order_by("pk").values_list("pk", "name")
        known = (pk for pk, one in names if one.lower() == name.lower())
        return self.model.objects.filter(pk=next(known, None)).first()
