from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.log_actions import LogActionRegistry, LogFormatter

from wagtail_therapy.content.admin.menu import REGISTER_HOOK

from . import permissions
from .admin import (
    bulk_publish,
    dashboard,
    email_decision_views,
    group_permissions,
    log_formatters,
    publish_menu,
    publish_messages,
    send_test_views,
    site_deletion,
    subscriber_bulk_actions,
)
from .admin.page_listings import MailedFilter, MailingColumn
from .admin.viewsets import NewsletterViewSetGroup
from .models import Mailing, PostMailIntent
from .personal_data import processing_record
from .readers import reader_log
from .sending import mailed_pages


@hooks.register("register_admin_viewset")
def register_newsletter() -> NewsletterViewSetGroup:
    return NewsletterViewSetGroup()


# Before Wagtail's own, which has no hook and fails on a site that has readers.
@hooks.register("register_admin_urls", order=-1)
def register_site_deletion() -> list[URLPattern]:
    if not apps.is_installed("wagtail.sites"):
        return []
    view = site_deletion.delete
    return [path("sites/delete/<str:pk>/", view, name="wagtail_therapy_delete_site")]


@hooks.register("register_admin_urls")
def register_decisions() -> list[URLPattern]:
    view = email_decision_views.MailDecisionView.as_view()
    return [path("therapy/mail/<int:pk>/", view, name=publish_messages.URL_NAME)]


@hooks.register("register_admin_urls")
def register_tests() -> list[URLPattern]:
    view = send_test_views.SendPostTestView.as_view()
    return [path("therapy/mail/<int:pk>/test/", view, name=send_test_views.URL_NAME)]


@hooks.register("register_admin_urls")
def register_processing_record() -> list[URLPattern]:
    view = processing_record.ProcessingRecordView.as_view()
    return [path("therapy/processing-record/", view, name=processing_record.URL_NAME)]


@hooks.register(REGISTER_HOOK)
def list_processing_record() -> MenuItem:
    return processing_record.menu_item()


@hooks.register("after_therapy_publish")
def tell_of_the_mail(request: HttpRequest, page: Any) -> None:
    said = publish_messages.announcement(page) if mailed_pages.is_mailed(page) else None
    if said:
        may_decide = mailed_pages.may_decide(request.user, page)
        buttons = [messages.button(said.url, said.link_text)] if may_decide else []
        messages.info(request, said.text, buttons=buttons)


@hooks.register("before_bulk_action")
def ask_before_publishing_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "publish" or not isinstance(action, PageBulkAction):
        return None
    return bulk_publish.ask_first(request, objects, action)


# After those of hosts, who may have changed the buttons.
@hooks.register("construct_page_action_menu", order=1000)
def show_answer_on_buttons(
    items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    publish_menu.show_answer(items, context)


@hooks.register("construct_homepage_panels")
def tell_what_is_due(request: HttpRequest, panels: list[Component]) -> None:
    panels += dashboard.mail_panels(request.user)


@hooks.register("register_log_actions")
def describe_decisions(actions: LogActionRegistry) -> None:
    @actions.register_action(mailed_pages.DECISION)
    class DecisionFormatter(LogFormatter):
        label = gettext_lazy("Email to subscribers")

        def format_message(self, log_entry: Any) -> str:
            if log_entry.data.get("choice") != PostMailIntent.Choice.SEND:
                return _("Decided not to email it to subscribers")
            if log_entry.data.get("is_wish"):
                return _("Asked for it to be emailed to subscribers")
            return _("Decided to email it to subscribers")


# By the names of the blog's hooks: the newsletter does not know what else a site has installed.
@hooks.register("register_therapy_post_columns")
def tell_what_was_mailed(model: type[Model]) -> list[MailingColumn]:
    is_mailed = model in mailed_pages.mailed_models()
    return [MailingColumn("mailing", label=gettext_lazy("Emailed"))] if is_mailed else []


@hooks.register("register_therapy_post_filters")
def find_what_was_mailed(model: type[Model]) -> dict[str, MailedFilter]:
    return {"mailed": MailedFilter()} if model in mailed_pages.mailed_models() else {}


@hooks.register("register_permissions")
def offer_reader_permissions() -> QuerySet:
    return group_permissions.reader_permissions()


@hooks.register("register_group_permission_panel")
def offer_reader_permissions_by_site() -> type[group_permissions.ReaderPermissionsForm]:
    return group_permissions.ReaderPermissionsForm


@hooks.register("register_log_actions")
def describe_acts(actions: LogActionRegistry) -> None:
    log_formatters.register_actions(actions)
    reader_log.register_actions(actions)


class MailingURLFinder(ModelAdminURLFinder):
    """Leads from Wagtail's site history to mailings that the user may manage."""

    def get_edit_url(self, instance: Mailing) -> str | None:
        is_open = self.user is None or permissions.may_manage(instance, self.user)
        return instance.get_absolute_url() if is_open else None


register_admin_url_finder(Mailing, MailingURLFinder)


for bulk_action in subscriber_bulk_actions.BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action)
