"""Lists of posts in the admin: those below a blog in the explorer, and all posts in the menu.

A host can replace the first with its own ``PageViewSet``: Wagtail uses the last one registered.
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
from .filters import get_filterset_class

# Other apps add columns with this hook. It gets a page type and returns columns.
COLUMNS_HOOK = "register_therapy_post_columns"
MENU_ORDER = 150


class RelatedNamesColumn(Column):
    """The related objects in a post's rows, with commas between them."""

    def __init__(self, relation: str, name: str, **kwargs: Any):
        super().__init__(relation, **kwargs)
        self.named = name

    def get_value(self, instance: Any) -> str:
        named = [getattr(row, self.named) for row in getattr(instance, self.name).all()]
        return ", ".join(str(one) for one in named if one)


def get_columns(model: Any) -> list[Column]:
    """Return the columns for a page type: ours, and those that other apps have registered."""
    more = [column for hook in hooks.get_hooks(COLUMNS_HOOK) for column in hook(model)]
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn(
            "title", label=_("Title"), sort_key="title", classname="title therapy-title"
        ),
        RelatedNamesColumn("post_authors", "author", label=_("Authors")),
        RelatedNamesColumn("post_categories", "category", label=_("Categories")),
        DateColumn("first_published_at", label=_("Published"), sort_key="first_published_at"),
        *more,
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]


class PrefetchedRowsMixin(PageListingMixin):
    """Fetches the rows that the columns show for all posts at once."""

    def annotate_queryset(self, pages: Any) -> QuerySet:
        authors = _prefetch_rows(self.model, "post_authors", "author")
        categories = _prefetch_rows(self.model, "post_categories", "category")
        return super().annotate_queryset(pages).prefetch_related(authors, categories)


def _prefetch_rows(model: Any, relation: str, name: str) -> Prefetch:
    rows = model._meta.get_field(relation).related_model
    # Rows without an order of their own keep the order in which they were added.
    ordered = rows._default_manager.order_by(*rows._meta.ordering, "pk")
    return Prefetch(relation, queryset=ordered.select_related(name))


class PostExplorerView(PrefetchedRowsMixin, ExplorableIndexView):
    pass


class PostListView(PrefetchedRowsMixin, IndexView):
    pass


class PostViewSet(PageViewSet):
    """The list of a blog's posts in Wagtail's explorer."""

    index_view_class = PostExplorerView

    @cached_property
    def columns(self) -> list[Column]:
        return get_columns(self.model)

    @cached_property
    def filterset_class(self) -> type[WagtailFilterSet]:
        return get_filterset_class(self.model)


class PostListingViewSet(MenuListingViewSet):
    """The list of all posts of a type, in all blogs."""

    index_view_class = PostListView
    icon = "edit"
    menu_order = MENU_ORDER

    @cached_property
    def columns(self) -> list[Column]:
        return get_columns(self.model)

    @cached_property
    def filterset_class(self) -> type[WagtailFilterSet]:
        return get_filterset_class(self.model)


def viewsets() -> list[PageListingViewSet]:
    """Return the viewsets of each page type for posts, the host's and ours."""
    return [one for model in querysets.post_models() for one in _viewsets_of(model)]


def _viewsets_of(model: Any) -> list[PageListingViewSet]:
    name = f"therapy_posts_{model._meta.app_label}_{model._meta.model_name}"
    return [PostViewSet(model=model), PostListingViewSet(name, model=model)]
