"""The newsletter in the admin: its readers and mailings."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from .. import permissions
from . import import_access
from .add_subscriber_views import AddView
from .announcement_action_views import (
    AnnouncementTestView,
    DeleteAnnouncementView,
    SendAnnouncementView,
)
from .announcement_views import (
    AnnouncementDetailView,
    AnnouncementEmailView,
    AnnouncementFormView,
    AnnouncementIndexView,
    EditAnnouncementView,
)
from .export_views import ExportView
from .find_subscriber_views import FindView
from .import_steps import ColumnsView, ConsentView, FileView
from .import_views import (
    DiscardView,
    ImportDetailView,
    ImportIndexView,
    ImportReportView,
    UndoView,
)
from .lookup_views import LookupView
from .mailing_action_views import ACTIONS, CancelView, MailingActionView, SendNowView
from .mailing_views import MailingDetailView, MailingIndexView
from .resolution_views import SETTLING
from .sent_email_views import SentEmailView, SentHtmlView
from .subscriber_action_views import AskAgainView, DataExportView, EraseView, UnsubscribeView
from .subscriber_detail_views import SubscriberDetailView
from .subscriber_views import SubscriberIndexView
from .suppression_views import LiftView, SuppressView

READER_ACTS = {
    "unsubscribe": UnsubscribeView,
    "ask_again": AskAgainView,
    "erase": EraseView,
    "export_data": DataExportView,
}


class PublishersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_manage_any(request.user)


class SubscribersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.subscriber_permission_policy.user_has_permission(request.user, "view")


class ImportsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return import_access.may_import_any(request.user)


class AnnouncementsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_manage_any(request.user)


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
            path("<int:pk>/email/", self.construct_view(SentEmailView), name="email"),
            path("<int:pk>/email/html/", self.construct_view(SentHtmlView), name="email_html"),
            path("<int:pk>/look_up/", self.construct_view(LookupView), name="look_up"),
            *(
                path(f"<int:pk>/{name}/", MailingActionView.as_view(action=name), name=name)
                for name in ACTIONS
            ),
            *(
                path(f"<int:pk>/{view.action}/", self.construct_view(view), name=view.action)
                for view in [SendNowView, CancelView, *SETTLING]
            ),
        ]


class AnnouncementViewSet(ViewSet):
    name = "therapy_announcements"
    url_prefix = "therapy/announcements"
    icon = "mail"
    menu_item_class = AnnouncementsMenuItem
    menu_label = gettext_lazy("Announcements")
    menu_order = 150

    def get_urlpatterns(self) -> list[URLPattern]:
        view = AnnouncementIndexView
        return [
            path("", self.construct_view(view), name="index"),
            path("results/", self.construct_view(view, results_only=True), name="index_results"),
            path("add/", self.construct_view(AnnouncementFormView), name="add"),
            path("<int:pk>/", self.construct_view(AnnouncementDetailView), name="detail"),
            path("<int:pk>/edit/", self.construct_view(EditAnnouncementView), name="edit"),
            path("<int:pk>/email/", AnnouncementEmailView.as_view(), name="email"),
            path("<int:pk>/test/", self.construct_view(AnnouncementTestView), name="test"),
            path("<int:pk>/send/", self.construct_view(SendAnnouncementView), name="send"),
            path("<int:pk>/delete/", self.construct_view(DeleteAnnouncementView), name="delete"),
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
            *(
                path(f"<int:pk>/{name}/", self.construct_view(one), name=name)
                for name, one in READER_ACTS.items()
            ),
            path("find/", self.construct_view(FindView), name="find"),
            path("add/", self.construct_view(AddView), name="add"),
            path("export/", self.construct_view(ExportView), name="export"),
        ]


class ImportViewSet(ViewSet):
    name = "therapy_imports"
    url_prefix = "therapy/imports"
    icon = "download"
    menu_item_class = ImportsMenuItem
    menu_label = gettext_lazy("Imports")
    menu_order = 300

    def get_urlpatterns(self) -> list[URLPattern]:
        view = ImportIndexView
        return [
            path("", self.construct_view(view), name="index"),
            path("results/", self.construct_view(view, results_only=True), name="index_results"),
            path("add/", self.construct_view(FileView), name="add"),
            path("<int:pk>/", self.construct_view(ImportDetailView), name="detail"),
            path("<int:pk>/columns/", self.construct_view(ColumnsView), name="columns"),
            path("<int:pk>/consent/", self.construct_view(ConsentView), name="consent"),
            path("<int:pk>/report/", self.construct_view(ImportReportView), name="report"),
            path("<int:pk>/discard/", self.construct_view(DiscardView), name="discard"),
            path("<int:pk>/undo/", self.construct_view(UndoView), name="undo"),
        ]


class NewsletterViewSetGroup(ViewSetGroup):
    menu_label = gettext_lazy("Newsletter")
    menu_icon = "mail"
    menu_order = 250
    items = (MailingViewSet(), AnnouncementViewSet(), SubscriberViewSet(), ImportViewSet())
