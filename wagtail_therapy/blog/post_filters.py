"""What editors can look for in the list of posts."""

from datetime import date
from itertools import groupby
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Locale, Revision

from wagtail_therapy.authors.models import Author

from . import posts
from .categories import CategoryTree, all_branches
from .models import Category

# Called with a page type of posts, returns filters by name: how others add theirs to the list.
FILTERS_HOOK = "register_therapy_post_filters"


def filterset_of(model: Any) -> type[WagtailFilterSet]:
    """Return our filters for a page type, and those that others have registered for it."""
    filters: dict[str, Any] = {"Meta": type("Meta", (), {"model": model, "fields": []})}
    for more in hooks.get_hooks(FILTERS_HOOK):
        filters |= more(model)
    return type(f"{model.__name__}FilterSet", (PostFilterSet,), filters)


def category_choices() -> list[Any]:
    """Return the categories as trees, under the name of their language where there are several."""
    choices = [
        (pk, [(one.category.pk, one.label) for one in branches])
        for pk, branches in groupby(all_branches(), key=lambda one: one.category.locale_id)
    ]
    if len(choices) < 2:
        return choices[0][1] if choices else []
    locales = Locale.objects.in_bulk()
    return [(str(locales[pk]), group) for pk, group in choices]


def months_of(model: Any) -> list[tuple[str, str]]:
    """Return the months in which posts of a type were published, the latest first."""
    dated = model.objects.filter(first_published_at__isnull=False).order_by()
    months = dated.values_list(TruncMonth("first_published_at"), flat=True).distinct()
    days = sorted({month.date() for month in months}, reverse=True)
    return [(day.isoformat(), date_format(day, "YEAR_MONTH_FORMAT")) for day in days]


def named_authors(request: HttpRequest) -> QuerySet:
    rows = posts.rows("post_authors")
    named = Q(pk__in=[])
    for model in rows:
        named |= Q(pk__in=model.objects.filter(author__isnull=False).values("author"))
    return Author.objects.filter(named)


def used_tags(request: HttpRequest) -> QuerySet:
    used = Q(pk__in=[])
    for model in posts.rows("post_tags"):
        used |= Q(pk__in=model.objects.values("tag"))
    return Tag.objects.filter(used).order_by("name")


class PostFilterSet(WagtailFilterSet):
    author = django_filters.ModelChoiceFilter(
        label=_("Author"), queryset=named_authors, method="of_author"
    )
    category = django_filters.ChoiceFilter(
        label=_("Category"), choices=category_choices, method="of_category"
    )
    tag = django_filters.ModelChoiceFilter(label=_("Tag"), queryset=used_tags, method="of_tag")
    month = django_filters.ChoiceFilter(label=_("Published in"), method="of_month")
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[
            ("live", _("Live")),
            ("changed", _("Live, with changes that are not published")),
            ("draft", _("Draft")),
            ("scheduled", _("Scheduled")),
            ("expired", _("Expired")),
        ],
        method="of_status",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["month"].extra["choices"] = months_of(self._meta.model)

    def of_author(self, found: QuerySet, name: str, author: Author) -> QuerySet:
        return posts.by_author(found, author)

    def of_category(self, found: QuerySet, name: str, pk: str) -> QuerySet:
        """Keep the posts of a category and of all within it."""
        category = Category.objects.get(pk=pk)
        tree = CategoryTree.of_locale(category.locale_id)
        return posts.in_categories(found, tree.with_descendants(category))

    def of_tag(self, found: QuerySet, name: str, tag: Tag) -> QuerySet:
        return posts.with_tag(found, tag)

    def of_month(self, found: QuerySet, name: str, day: str) -> QuerySet:
        first = date.fromisoformat(day)
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return posts.published_between(found, first, after)

    def of_status(self, found: QuerySet, name: str, status: str) -> QuerySet:
        """Keep the posts that readers see, don't see yet, or don't see any more."""
        is_scheduled = Q(pk__in=_scheduled())
        kept = {
            "live": Q(live=True),
            "changed": Q(live=True, has_unpublished_changes=True),
            "draft": Q(live=False, expired=False) & ~is_scheduled,
            "scheduled": is_scheduled,
            "expired": Q(live=False, expired=True),
        }
        return found.filter(kept[status])


def _scheduled() -> list[int]:
    # Revisions keep the key of what they are of as text.
    waiting = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return [int(pk) for pk in waiting.values_list("object_id", flat=True)]
