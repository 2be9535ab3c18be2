"""Announcements in the admin: emails to all readers that are no posts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from .. import permissions
from ..composing import announcements as composing
from ..composing import emails
from ..models import Announcement, Mailing
from ..sending import announcements, test_email
from .announcement_forms import AnnouncementForm
from .mailing_summary import link_text, sentence_of
from .previews import policy_for


class AnnouncementView(WagtailAdminTemplateMixin, View):
    """Limits a view to users who may publish on a whole site, and to announcements of theirs."""

    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.announcing_sites(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet:
        sites = permissions.announcing_sites(self.request.user)
        return Announcement.objects.filter(site__in=sites).select_related("mailing")

    @cached_property
    def announcement(self) -> Announcement:
        found = get_object_or_404(Announcement.objects.select_related("site"), pk=self.kwargs["pk"])
        if found.site not in permissions.announcing_sites(self.request.user):
            raise PermissionDenied
        return found

    @property
    def url(self) -> str:
        return reverse("therapy_announcements:detail", args=[self.announcement.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": reverse("therapy_announcements:index"), "label": _("Announcements")}]
        if "pk" in self.kwargs:
            above.append({"url": self.url, "label": str(self.announcement)})
        own = {"url": "", "label": self.page_title}
        return [*WagtailAdminTemplateMixin.get_breadcrumbs_items(self), *above, own]


class StateColumn(Column):
    def get_value(self, instance: Announcement) -> str:
        mailing = getattr(instance, "mailing", None)
        return capfirst(mailing.get_state_display()) if mailing else _("Not emailed")


class AnnouncementIndexView(AnnouncementView, IndexView):
    model = Announcement
    any_permission_required = None
    page_title = gettext_lazy("Announcements")
    index_url_name = "therapy_announcements:index"
    index_results_url_name = "therapy_announcements:index_results"
    default_ordering = "-created_at"
    list_display = [
        TitleColumn(
            "subject",
            label=gettext_lazy("Subject"),
            get_url=lambda one: reverse("therapy_announcements:detail", args=[one.pk]),
        ),
        StateColumn("mailing", label=gettext_lazy("State")),
        DateColumn("created_at", label=gettext_lazy("Written")),
    ]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return IndexView.get_breadcrumbs_items(self)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse("therapy_announcements:add")
        return [HeaderButton(_("Write an announcement"), url=url, icon_name="plus")]


class AnnouncementFormView(AnnouncementView, FormView):
    """Writes an announcement, or corrects one until its email is made."""

    template_name = "wagtail_therapy/newsletter/admin/announcement_form.html"
    form_class = AnnouncementForm
    page_title = gettext_lazy("Write an announcement")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.edited, "for_user": self.request.user}

    @cached_property
    def edited(self) -> Announcement:
        """The announcement; a new one where there is none yet."""
        if "pk" not in self.kwargs:
            return Announcement(created_by=self.request.user)
        if not announcements.may_be_edited(self.announcement):
            raise PermissionDenied
        return self.announcement

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"media": context["form"].media, "submit_button_label": _("Save")}

    def form_valid(self, form: AnnouncementForm) -> HttpResponse:
        saved = form.save()
        messages.success(self.request, _("Saved. It isn’t emailed before you say so."))
        return redirect("therapy_announcements:detail", saved.pk)


class EditAnnouncementView(AnnouncementFormView):
    page_title = gettext_lazy("Edit the announcement")


class AnnouncementDetailView(AnnouncementView, TemplateView):
    """The email as readers would get it now, and what can be done with it."""

    template_name = "wagtail_therapy/newsletter/admin/announcement.html"
    page_title = gettext_lazy("Announcement")

    def get_page_subtitle(self) -> str:
        return str(self.announcement)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, own, _here = super().get_breadcrumbs_items()
        return [*above, own | {"url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mailing = announcements.mailing_of(self.announcement)
        return super().get_context_data(**kwargs) | {
            "announcement": self.announcement,
            "mailing": mailing,
            "sentence": mailing and sentence_of(mailing),
            "link_text": mailing and link_text(mailing),
            "may_be_edited": announcements.may_be_edited(self.announcement),
            "may_be_sent": mailing is None,
            "problems": emails.problems(self.announcement.site),
        }


@method_decorator(xframe_options_sameorigin, name="dispatch")
class AnnouncementEmailView(AnnouncementView):
    """The HTML part alone, as an email program would show it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        site = self.announcement.site
        mailing = Mailing(
            site=site, announcement=self.announcement, language=self.announcement.language
        )
        content = composing.content(mailing, test_email.sender(site))
        response = HttpResponse(content.html)
        response["Content-Security-Policy"] = f"{policy_for(site)}; sandbox"
        response["Referrer-Policy"] = "no-referrer"
        return response
