"""Posts in the admin: in the pages below a blog, and all of them in one list of the menu.

A host replaces the first by a ``PageViewSet`` of its own: Wagtail takes the last registered one.
"""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView, PageListingMixin
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet

from wagtail_therapy.content.admin.menu import MenuListingViewSet

from .. import querysets
from .filters import filterset_of

# Called with a page type of posts, returns columns: how others add theirs to the list.
COLUMNS_HOOK = "register_therapy_post_columns"
MENU_ORDER = 150


class NamesColumn(Column):
    """What the rows of a post name, one after the other."""

    def __init__(self, relation: str, name: str, **kwargs: Any):
        super().__init__(relation, **kwargs)
        self.named = name

    def get_value(self, instance: Any) -> str:
        named = [getattr(row, self.named) for row in getattr(instance, self.name).all()]
        return ", ".join(str(one) for one in named if one)


def columns_of(model: Any) -> list[Column]:
    """Return what the lists show of posts of a type, with what others have registered for it."""
    more = [column for hook in hooks.get_hooks(COLUMNS_HOOK) for column in hook(model)]
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        NamesColumn("post_authors", "author", label=_("Authors")),
        NamesColumn("post_categories", "category", label=_("Categories")),
        DateColumn("first_published_at", label=_("Published"), sort_key="first_published_at"),
        *more,
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]


class PostRowsMixin(PageListingMixin):
    """Fetches what the columns show for all posts together."""

    def annotate_queryset(self, pages: Any) -> QuerySet:
        authors = _rows_of(self.model, "post_authors", "author")
        categories = _rows_of(self.model, "post_categories", "category")
        return super().annotate_queryset(pages).prefetch_related(authors, categories)


def _rows_of(model: Any, relation: str, name: str) -> Prefetch:
    rows = model._meta.get_field(relation).related_model
    # Rows without an order of their own keep the order in which they were added.
    ordered = rows._default_manager.order_by(*rows._meta.ordering, "pk")
    return Prefetch(relation, queryset=ordered.select_related(name))


class PostExplorerView(PostRowsMixin, ExplorableIndexView):
    pass


class PostListView(PostRowsMixin, IndexView):
    pass


class PostViewSet(PageViewSet):
    """How Wagtail's explorer lists the posts of a blog, below which nothing else may lie."""

    index_view_class = PostExplorerView

    @cached_property
    def columns(self) -> list[Column]:
        return columns_of(self.model)

    @cached_property
    def filterset_class(self) -> type[WagtailFilterSet]:
        return filterset_of(self.model)


class PostListingViewSet(MenuListingViewSet):
    """All posts of a type, in whichever blog they are."""

    index_view_class = PostListView
    icon = "edit"
    menu_order = MENU_ORDER

    @cached_property
    def columns(self) -> list[Column]:
        return columns_of(self.model)

    @cached_property
    def filterset_class(self) -> type[WagtailFilterSet]:
        return filterset_of(self.model)


def viewsets() -> list[PageListingViewSet]:
    """Return the viewsets of each page type of posts, the host's and ours."""
    return [one for model in querysets.models() for one in _viewsets_of(model)]


def _viewsets_of(model: Any) -> list[PageListingViewSet]:
    name = f"therapy_posts_{model._meta.app_label}_{model._meta.model_name}"
    return [PostViewSet(model=model), PostListingViewSet(name, model=model)]
