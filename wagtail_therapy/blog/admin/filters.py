"""Filters for the list of posts."""

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
from wagtail.permission_policies.pages import PagePermissionPolicy

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.content.dates.mixin import FIRST_YEAR

from .. import querysets
from ..categories import CategoryTree, all_branches
from ..models import Category

# Other apps add filters with this hook. It gets a page type and returns filters by name.
FILTERS_HOOK = "register_therapy_post_filters"


def get_filterset_class(model: Any) -> type[WagtailFilterSet]:
    """Return the filters for a page type: ours, and those that other apps have registered."""
    filters: dict[str, Any] = {"Meta": type("Meta", (), {"model": model, "fields": []})}
    for more in hooks.get_hooks(FILTERS_HOOK):
        filters |= more(model)
    return type(f"{model.__name__}FilterSet", (PostFilterSet,), filters)


def category_choices(request: HttpRequest) -> list[Any]:
    """Return the categories as trees, grouped by language if there are several.

    Categories are left out if all their posts are in sections that the user may not see.
    """
    others = _categories_of_other_sections(request)
    branches = [one for one in all_branches() if one.category.pk not in others]
    choices = [
        (pk, [(one.category.pk, one.label) for one in group])
        for pk, group in groupby(branches, key=lambda one: one.category.locale_id)
    ]
    if len(choices) < 2:
        return choices[0][1] if choices else []
    locales = Locale.objects.in_bulk()
    return [(str(locales[pk]), group) for pk, group in choices]


def _categories_of_other_sections(request: HttpRequest) -> set[int]:
    used = {
        model: set(model.objects.values_list("category", flat=True).distinct())
        for model in querysets.row_models("post_categories")
    }
    mine = set(_related_ids(request, "post_categories", "category"))
    parents = dict(Category.objects.values_list("pk", "parent"))
    for pk in list(mine):
        parent = parents.get(pk)
        while parent and parent not in mine:
            mine.add(parent)
            parent = parents.get(parent)
    return set().union(*used.values()) - mine


def month_choices(model: Any, request: HttpRequest) -> list[tuple[str, str]]:
    """Return the months in which posts of a type were published, newest first."""
    earliest = local_dates.start_of_day(date(FIRST_YEAR, 1, 1))
    dated = (
        _explorable(model.objects, request, "pk")
        .filter(first_published_at__gte=earliest)
        .order_by()
    )
    month = TruncMonth("first_published_at", tzinfo=local_dates.local_timezone())
    firsts = sorted({day.date() for day in dated.values_list(month, flat=True)}, reverse=True)
    return [(day.isoformat(), date_format(day, "YEAR_MONTH_FORMAT")) for day in firsts]


def post_authors(request: HttpRequest) -> QuerySet:
    return Author.objects.filter(pk__in=_related_ids(request, "post_authors", "author"))


def post_tags(request: HttpRequest) -> QuerySet:
    return Tag.objects.filter(pk__in=_related_ids(request, "post_tags", "tag")).order_by("name")


def _related_ids(request: HttpRequest, relation: str, name: str) -> list[int]:
    """Return ids of objects in the rows of those posts that the user may see in the explorer."""
    return [
        pk
        for model in querysets.row_models(relation)
        for pk in _explorable(model.objects, request, querysets.post_field_name(model))
        .filter(**{f"{name}__isnull": False})
        .values_list(name, flat=True)
        .distinct()
    ]


def _explorable(found: Any, request: HttpRequest, key: str) -> QuerySet:
    mine = PagePermissionPolicy().explorable_instances(request.user)
    return found.filter(**{f"{key}__in": mine.order_by().values("pk")})


class PostFilterSet(WagtailFilterSet):
    author = django_filters.ModelChoiceFilter(
        label=_("Author"), queryset=post_authors, method="filter_author"
    )
    category = django_filters.ChoiceFilter(
        label=_("Category"), choices=[], method="filter_category"
    )
    tag = django_filters.ModelChoiceFilter(label=_("Tag"), queryset=post_tags, method="filter_tag")
    month = django_filters.ChoiceFilter(label=_("Published in"), method="filter_month")
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[
            ("live", _("Live")),
            ("changed", _("Live, with changes that are not published")),
            ("draft", _("Draft")),
            ("scheduled", _("Scheduled")),
            ("expired", _("Expired")),
        ],
        method="filter_status",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["category"].extra["choices"] = category_choices(self.request)
        self.filters["month"].extra["choices"] = month_choices(self._meta.model, self.request)

    def filter_author(self, found: QuerySet, name: str, author: Author) -> QuerySet:
        return querysets.by_author(found, author)

    def filter_category(self, found: QuerySet, name: str, pk: str) -> QuerySet:
        """Keep the posts in a category and its subcategories."""
        category = Category.objects.get(pk=pk)
        tree = CategoryTree.of_locale(category.locale_id)
        return querysets.in_categories(found, tree.with_descendants(category))

    def filter_tag(self, found: QuerySet, name: str, tag: Tag) -> QuerySet:
        return querysets.with_tag(found, tag)

    def filter_month(self, found: QuerySet, name: str, day: str) -> QuerySet:
        first = date.fromisoformat(day)
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return querysets.published_between(found, first, after)

    def filter_status(self, found: QuerySet, name: str, status: str) -> QuerySet:
        """Keep the posts with a status."""
        is_scheduled = Q(pk__in=_scheduled_ids())
        conditions = {
            "live": Q(live=True),
            "changed": Q(live=True, has_unpublished_changes=True),
            "draft": Q(live=False, expired=False) & ~is_scheduled,
            "scheduled": is_scheduled,
            "expired": Q(live=False, expired=True),
        }
        # A search knows only the fields that Wagtail has indexed for filters.
        return found.filter(pk__in=self._meta.model.objects.filter(conditions[status]).values("pk"))


def _scheduled_ids() -> list[int]:
    # Revisions store the id of their object as text.
    waiting = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return [int(pk) for pk in waiting.values_list("object_id", flat=True)]
