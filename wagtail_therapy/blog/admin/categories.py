"""Categories in the admin, as trees. Editors can create one while they write a post."""

from functools import reduce
from operator import add
from typing import Any

from django import forms
from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetCreateView,
)
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from wagtail_therapy.content.admin.menu import REGISTER_HOOK

from .. import querysets
from ..categories import all_branches, indented
from ..models import Category


def in_tree_order(categories: QuerySet) -> QuerySet:
    """Order categories as trees, and annotate the number of levels above each as ``depth``."""
    branches = all_branches()
    places = [When(pk=one.category.pk, then=place) for place, one in enumerate(branches)]
    depths = [When(pk=one.category.pk, then=one.depth) for one in branches]
    number = IntegerField()
    placed = categories.annotate(
        place=Case(*places, default=0, output_field=number),
        depth=Case(*depths, default=0, output_field=number),
    )
    return placed.order_by("place")


def indented_label(category: Category) -> str:
    # A search backend may return rows without the annotation.
    return indented(category.name, getattr(category, "depth", 0))


def with_post_counts(categories: QuerySet) -> QuerySet:
    """Annotate the number of posts in each category, published or not, as ``post_count``."""
    counts = [Coalesce(_count_in(rows), 0) for rows in querysets.row_models("post_categories")]
    return categories.annotate(post_count=reduce(add, counts, Value(0)))


def _count_in(rows: Any) -> Subquery:
    named = rows.objects.filter(category=OuterRef("pk")).order_by().values("category")
    counted = named.annotate(number=Count("page", distinct=True))
    return Subquery(counted.values("number"), output_field=IntegerField())


class CategoryIndexView(IndexView):
    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        return in_tree_order(queryset)

    def _get_title_column(self, field_name: str, **kwargs: Any) -> Column:
        column = super()._get_title_column(field_name, **kwargs)
        column.accessor = indented_label
        return column


class CategoryCreationForm(forms.ModelForm):
    """The fields of a new category. The slug is made from the name."""

    class Meta:
        model = Category
        fields = ["name", "parent", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> Any:
        cleaned = super().clean()
        if parent := self.cleaned_data.get("parent"):
            self.instance.locale = parent.locale
        return cleaned


class TreeOrderMixin(BaseSnippetChooseView):
    def apply_object_list_ordering(self, objects: QuerySet) -> QuerySet:
        return in_tree_order(objects)

    @property
    def title_column(self) -> Column:
        column = super().title_column
        column.accessor = indented_label
        return column


class ChooseCategoryView(TreeOrderMixin, ChooseView):
    pass


class ChooseCategoryResultsView(TreeOrderMixin, ChooseResultsView):
    pass


class CreateCategoryView(SnippetCreateView):
    def save_form(self, form: Any) -> Category:
        category = super().save_form(form)
        log(category, "wagtail.create", user=self.request.user)
        return category


class CategoryChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseCategoryView
    choose_results_view_class = ChooseCategoryResultsView
    create_view_class = CreateCategoryView
    creation_form_class = CategoryCreationForm
    creation_tab_label = _("New category")
    create_action_label = _("Create this category")


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
    menu_label = _("Categories")
    menu_hook = REGISTER_HOOK
    menu_order = 200
    list_display = ["name", Column("post_count", label=_("Posts")), "slug"]
    index_view_class = CategoryIndexView
    chooser_viewset_class = CategoryChooserViewSet
    # Asks the database: fields= on an indexed model fails on SQLite in modelsearch 1.3.
    search_fields = ["name"]
    search_backend_name = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return with_post_counts(Category.objects.all())
