"""All approaches in one list of the admin's menu."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.permission_policies.pages import PagePermissionPolicy

from wagtail_therapy.approaches import querysets
from wagtail_therapy.approaches.models import ApproachFamily
from wagtail_therapy.conf import conf
from wagtail_therapy.content.admin.filters import YesNoFilter
from wagtail_therapy.content.admin.menu import MenuListingViewSet
from wagtail_therapy.content.admin.tables import TickColumn


def used_families(request: HttpRequest) -> QuerySet:
    """Return the families of the approaches that this editor may see in the explorer."""
    mine = PagePermissionPolicy().explorable_instances(request.user).order_by().values("pk")
    used = [
        pk
        for model in querysets.models()
        for pk in model.objects.filter(pk__in=mine).values_list("family", flat=True)
    ]
    return ApproachFamily.objects.filter(pk__in=used).select_related("locale").order_by("name")


class FamilyField(ModelChoiceField):
    def label_from_instance(self, family: ApproachFamily) -> str:
        return f"{family} ({family.locale})" if conf.has_translations else str(family)


class FamilyFilter(django_filters.ModelChoiceFilter):
    """Names the language of each family where a site has several."""

    field_class = FamilyField


class ApproachFilterSet(WagtailFilterSet):
    """Wagtail's own filters are left out: they name the sites and editors of all sections."""

    family = FamilyFilter(label=_("Family"), queryset=used_families, method="having")
    offered_here = YesNoFilter(label=_("Offered here"), method="having")
    live = YesNoFilter(label=_("Live"), method="having")

    def having(self, found: QuerySet, name: str, value: Any) -> QuerySet:
        # A search can filter only by fields that Wagtail has indexed for it.
        having = self._meta.model.objects.filter(**{name: value})
        return found.filter(pk__in=having.values("pk"))


class ApproachListView(IndexView):
    def annotate_queryset(self, pages: Any) -> QuerySet:
        return super().annotate_queryset(pages).prefetch_related("family")


class ApproachListingViewSet(MenuListingViewSet):
    """All approaches of a type, whichever list they are in."""

    index_view_class = ApproachListView
    icon = "doc-full-inverse"
    # After the posts.
    menu_order = 160

    @cached_property
    def columns(self) -> list[Column]:
        return [
            BulkActionsColumn("bulk_actions"),
            PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
            Column("family", label=_("Family")),
            TickColumn("offered_here", label=_("Offered here")),
            DateColumn("first_published_at", label=_("Published"), sort_key="first_published_at"),
            PageStatusColumn("status", label=_("Status"), sort_key="live"),
        ]

    @cached_property
    def filterset_class(self) -> type[WagtailFilterSet]:
        meta = type("Meta", (), {"model": self.model, "fields": []})
        return type(f"{self.model.__name__}FilterSet", (ApproachFilterSet,), {"Meta": meta})


def viewsets() -> list[ApproachListingViewSet]:
    """Return the viewset of each page type of approaches, the host's and ours."""
    return [ApproachListingViewSet(_name(model), model=model) for model in querysets.models()]


def _name(model: Any) -> str:
    return f"therapy_approaches_{model._meta.app_label}_{model._meta.model_name}"
