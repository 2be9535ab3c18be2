"""The newsletter in the admin: who reads, and what was mailed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from . import audit_log, mailings, permissions, tasks
from .mailing_sentences import is_running, readers, sentence
from .models import Mailing
from .subscriber_views import SubscriberDetailView, SubscriberIndexView
from .suppressing_views import LiftView, SuppressView


class PublishersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_manage_any(request.user)


class SubscribersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.subscriber_permission_policy.user_has_permission(request.user, "view")


class MailingView(View):
    """Limits a view of one mailing to people who may publish its page."""

    @cached_property
    def mailing(self) -> Mailing:
        return get_object_or_404(Mailing.objects.select_related("page"), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_manage(self.mailing, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class NumberColumn(Column):
    """A number of recipients; a dash as long as they are not written down."""

    def get_value(self, instance: Mailing) -> Any:
        return super().get_value(instance) if instance.frozen_at else "–"


class MailingIndexView(IndexView):
    """The mailings of pages that the user may publish."""

    model = Mailing
    # Wagtail's lists would ask for Django's permissions on the model, which no editor has.
    any_permission_required = None
    page_title = gettext_lazy("Mailings")
    header_icon = "mail"
    index_url_name = "therapy_mailings:index"
    index_results_url_name = "therapy_mailings:index_results"
    inspect_url_name = "therapy_mailings:detail"
    default_ordering = "-created_at"
    list_filter = ["state"]
    list_display = [
        TitleColumn("__str__", label=gettext_lazy("Mail"), get_url=lambda m: m.get_absolute_url()),
        Column("get_state_display", label=gettext_lazy("State")),
        NumberColumn("total", label=gettext_lazy("Recipients")),
        NumberColumn("sent", label=gettext_lazy("Sent")),
        NumberColumn("unknown", label=gettext_lazy("Unknown")),
        NumberColumn("failed", label=gettext_lazy("Failed")),
        DateColumn("created_at", label=gettext_lazy("Created")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_manage_any(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet:
        mailings = permissions.manageable_mailings(self.request.user)
        return mailings.select_related("page").defer("html", "text")


class MailingDetailView(MailingView, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_therapy/newsletter/admin/mailing.html"
    header_icon = "mail"
    page_title = gettext_lazy("Mailing")

    def get_page_subtitle(self) -> str:
        return str(self.mailing)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("therapy_mailings:index"), "label": _("Mailings")},
            {"url": "", "label": str(self.mailing)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "mailing": self.mailing,
            "sentence": said_of(self.mailing),
            "may_be_taken_up": mailings.may_be_taken_up(self.mailing),
            "is_running": is_running(self.mailing),
            "log_entries": audit_log.entries(self.mailing),
        }


def said_of(mailing: Mailing) -> str:
    paused_by = mailing.state == Mailing.State.PAUSED and audit_log.paused_by(mailing)
    return sentence(mailing, readers(mailing), paused_by or "")


# What each button does.
ACTIONS: dict[str, Callable[[Mailing, Any], bool]] = {
    "send_now": mailings.send_now,
    "resume": mailings.resume,
    "take_up_again": mailings.take_up_again,
    "cancel": mailings.cancel,
    "pause": lambda mailing, user: mailings.pause(mailing, "", user),
}


class MailingActionView(MailingView):
    """Does one thing to a mailing that the detail view has a button for, and says what is so."""

    action = ""
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        done = ACTIONS[self.action](self.mailing, request.user)
        if done:
            tasks.ring(tasks.send_mailing, mailing_id=self.mailing.pk)
        text = said_of(self.mailing)
        say = messages.success if done else messages.warning
        say(request, text if done else _("Nothing was changed. %(state)s") % {"state": text})
        return redirect(self.mailing)


class SendNowView(MailingActionView, WagtailAdminTemplateMixin, TemplateView):
    """Asks before a mailing is sent that could still be cancelled."""

    action = "send_now"
    http_method_names = ["get", "post"]
    template_name = "wagtail_therapy/newsletter/admin/send_now.html"
    header_icon = "mail"
    page_title = gettext_lazy("Send now?")

    def get_page_subtitle(self) -> str:
        return str(self.mailing)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mailing = {"url": self.mailing.get_absolute_url(), "label": str(self.mailing)}
        return [*super().get_breadcrumbs_items(), mailing, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"mailing": self.mailing, "readers": readers(self.mailing)}
        return super().get_context_data(**kwargs) | told


class MailingViewSet(ViewSet):
    name = "therapy_mailings"
    url_prefix = "therapy/mailings"
    icon = "mail"
    menu_item_class = PublishersMenuItem
    menu_label = gettext_lazy("Mailings")
    menu_order = 100

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(MailingIndexView), name="index"),
            path(
                "results/",
                self.construct_view(MailingIndexView, results_only=True),
                name="index_results",
            ),
            path("<int:pk>/", self.construct_view(MailingDetailView), name="detail"),
            *(
                path(f"<int:pk>/{name}/", MailingActionView.as_view(action=name), name=name)
                for name in ACTIONS
                if name != SendNowView.action
            ),
            path("<int:pk>/send_now/", self.construct_view(SendNowView), name="send_now"),
        ]


class SubscriberViewSet(ViewSet):
    name = "therapy_subscribers"
    url_prefix = "therapy/subscribers"
    icon = "group"
    menu_item_class = SubscribersMenuItem
    menu_label = gettext_lazy("Subscribers")
    menu_order = 200

    def get_urlpatterns(self) -> list[URLPattern]:
        view = SubscriberIndexView
        return [
            path("", self.construct_view(view), name="index"),
            path("results/", self.construct_view(view, results_only=True), name="index_results"),
            path("<int:pk>/", self.construct_view(SubscriberDetailView), name="detail"),
            path("<int:pk>/suppress/", self.construct_view(SuppressView), name="suppress"),
            path("<int:pk>/lift/", self.construct_view(LiftView), name="lift"),
        ]


class NewsletterViewSetGroup(ViewSetGroup):
    menu_label = gettext_lazy("Newsletter")
    menu_icon = "mail"
    menu_order = 250
    items = (MailingViewSet(), SubscriberViewSet())
