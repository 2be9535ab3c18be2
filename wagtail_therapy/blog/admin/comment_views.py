"""The comments from an old site in the admin: lists of them, and erasing one after a question."""

from typing import Any

import swapper
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_therapy.content.dates.local_dates import local_date

from ..archived_comments import erase
from ..archived_comments.names import EACH_WAY, shortened
from ..models import ArchivedComment
from .comment_access import (
    FIND_URL_NAME,
    LABEL,
    LIST_URL_NAME,
    PAGE_URL_NAME,
    comments_for,
    has_access,
)

MAX_FOUND = 200


class FindForm(forms.Form):
    name = forms.CharField(
        label=_("Find what a person wrote"),
        help_text=_(
            "Their name, or a word of the text. A name is also found as the list has it, such as "
            "the first name or the initials."
        ),
        max_length=100,
        error_messages={"required": _("Enter a name or a word.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    use_required_attribute = False


class TextColumn(Column):
    cell_template_name = "wagtail_therapy/blog/admin/comment_text_cell.html"


class PageColumn(Column):
    cell_template_name = "wagtail_therapy/blog/admin/comment_page_cell.html"


class EraseColumn(Column):
    cell_template_name = "wagtail_therapy/blog/admin/comment_erase_cell.html"


def _written_on(comment: ArchivedComment) -> str:
    # “Five years ago” helps no one who looks for a comment.
    moment = comment.written_at
    return date_format(local_date(moment)) if moment else ""


class CommentListView(IndexView):
    """Lists the comments on pages that the user may edit or publish, latest first."""

    model = ArchivedComment
    # The permissions on pages decide.
    permission_policy = None
    any_permission_required = None
    page_title = LABEL
    header_icon = "comment"
    index_url_name = LIST_URL_NAME
    template_name = "wagtail_therapy/blog/admin/comments.html"
    paginate_by = 50
    form: FindForm | None = None
    columns = [
        Column("shown_name", label=_("Name")),
        TextColumn("text", label=_("Text")),
        Column("written_at", label=_("Written"), accessor=_written_on),
        PageColumn("page", label=_("Post")),
        EraseColumn("erase", label=_("Actions")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises PermissionDenied: the user may edit and publish nothing."""
        if not has_access(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet:
        latest = comments_for(self.request.user).order_by(
            F("written_at").desc(nulls_last=True), "-pk"
        )
        return latest.select_related("page")

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {
            "find_url": reverse(FIND_URL_NAME),
            "find_form": self.form or FindForm(),
        }


class PageCommentListView(CommentListView):
    """Lists the comments of one page, as readers see their order."""

    columns = [one for one in CommentListView.columns if not isinstance(one, PageColumn)]

    def setup(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(swapper.load_model("wagtailcore", "Page"), pk=page_id)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises PermissionDenied: the user may neither edit nor publish this page."""
        may = self.page.permissions_for_user(request.user)
        if not (may.can_edit() or may.can_publish()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_index_url(self) -> str:
        return reverse(PAGE_URL_NAME, args=[self.page.pk])

    def get_base_queryset(self) -> QuerySet:
        return ArchivedComment.objects.filter(page=self.page.pk)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            {"url": edit, "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]


class FindCommentsView(CommentListView):
    """Lists what was found. The name is sent by POST, because servers log URLs."""

    http_method_names = ["get", "post"]
    paginate_by = MAX_FOUND

    @method_decorator(sensitive_post_parameters("name"))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(LIST_URL_NAME)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = FindForm(request.POST)
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet:
        comments = super().get_base_queryset()
        name = self.form.cleaned_data["name"] if self.form and self.form.is_valid() else ""
        return comments.filter(_matches(name))[:MAX_FOUND] if name else comments.none()


@sensitive_variables()
def _matches(typed: str) -> Q:
    """Return a condition for the text or the name, in whichever way it was shortened."""
    found = Q(name__icontains=typed) | Q(text__icontains=typed)
    for name in filter(None, (shortened(typed, how) for how in EACH_WAY)):
        found |= Q(name__iexact=name)
    return found


class EraseCommentView(WagtailAdminTemplateMixin, TemplateView):
    """Asks, and erases the comment on POST."""

    http_method_names = ["get", "head", "post"]
    template_name = "wagtail_therapy/blog/admin/erase_comment.html"
    page_title = _("Erase a comment")
    header_icon = "bin"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises PermissionDenied: the user may neither edit nor publish the comment's page."""
        self.comment = get_object_or_404(ArchivedComment, pk=kwargs["pk"])
        if not comments_for(request.user).filter(pk=self.comment.pk).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        erase(self.comment, user=request.user)
        messages.success(request, now("The comment is erased."))
        return redirect(self.back_url)

    @cached_property
    def back_url(self) -> str:
        return reverse(PAGE_URL_NAME, args=[self.comment.page_id])

    def get_page_subtitle(self) -> str:
        return self.comment.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.comment.page_id])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.get_page_subtitle()},
            {"url": self.back_url, "label": LABEL},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = {"comment": self.comment, "back_url": self.back_url}
        return super().get_context_data(**kwargs) | asked
