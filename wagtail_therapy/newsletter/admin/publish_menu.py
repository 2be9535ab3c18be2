"""The buttons that publish a post say whether subscribers will get an email."""

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem, WorkflowMenuItem
from wagtail.admin.staticfiles import versioned_static

from ..composing import emails
from ..models import PostMailIntent
from ..sending import mailed_pages
from .publish_messages import readers


@dataclass(frozen=True)
class Answer:
    """The present answer, "" if there is none, and how many readers a yes would reach."""

    choice: str
    readers: int

    def labels(self, label: Any) -> dict[str, str]:
        """Return what a button says, by answer. ``label`` is Wagtail's own text."""
        send = ngettext(
            "%(label)s and email %(number)d reader",
            "%(label)s and email %(number)d readers",
            self.readers,
        )
        values = {"label": label, "number": self.readers}
        yes, no = PostMailIntent.ANSWERS
        return {
            "": str(label),
            yes.value: send % values,
            no.value: _("%(label)s, no email") % values,
        }


def show_answer(items: list[ActionMenuItem], context: dict[str, Any]) -> None:
    """Show the answer on Wagtail's own buttons. A host's own buttons stay unchanged."""
    answer = _answer(context["request"], context)
    if answer:
        items[:] = [_with_answer(item, answer, context) for item in items]
        # The first is the main button.
        items.sort(key=lambda item: not _makes_schedule_effective(item, context))


class AnswerMixin(ActionMenuItem):
    """Puts the answer into a button's label. A script updates it when the answer changes."""

    answer: Answer

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        labels = self.answer.labels(self.wagtails_label(context))
        return context | {
            "label": labels.get(self.answer.choice, labels[""]),
            "labels": json.dumps(labels),
        }

    def wagtails_label(self, context: dict[str, Any]) -> Any:
        return self.label

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[versioned_static("wagtail_therapy/admin/publish_labels.js")])


class PublishWithAnswerMenuItem(AnswerMixin, PublishMenuItem):
    template_name = "wagtail_therapy/newsletter/admin/publish_item.html"

    def __init__(self, answer: Answer, item: PublishMenuItem):
        super().__init__(order=item.order)
        self.answer = answer

    def wagtails_label(self, context: dict[str, Any]) -> Any:
        if context["is_scheduled"]:
            return _("Schedule to publish")
        return _("Publish this version") if context["is_revision"] else self.label


class ApproveWithAnswerMenuItem(AnswerMixin, WorkflowMenuItem):
    """Wagtail's own button: only its label is marked, so that the script finds it."""

    def __init__(self, answer: Answer, item: WorkflowMenuItem):
        super().__init__(
            item.name, item.label, item.launch_modal, icon_name=item.icon_name, order=item.order
        )
        self.answer = answer

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        marked = format_html(
            '<span data-therapy-labels="{}">{}</span>', context["labels"], context["label"]
        )
        return context | {"label": marked}


def _with_answer(item: ActionMenuItem, answer: Answer, context: dict[str, Any]) -> ActionMenuItem:
    if type(item) is PublishMenuItem and item.label is PublishMenuItem.label:
        return PublishWithAnswerMenuItem(answer, item)
    if type(item) is WorkflowMenuItem and _publishes(item, context):
        return ApproveWithAnswerMenuItem(answer, item)
    return item


def _publishes(item: WorkflowMenuItem, context: dict[str, Any]) -> bool:
    """Whether this is the last approval, after which Wagtail publishes. Its label says so."""
    page = context["page"]
    actions = page.current_workflow_task.get_actions(page, context["request"].user)
    labels = {label for _name, label, _modal in actions}
    return item.name == "approve" and item.label not in labels


def _makes_schedule_effective(item: ActionMenuItem, context: dict[str, Any]) -> bool:
    """Whether the form's date has no effect until this button is pressed."""
    if not isinstance(item, PublishWithAnswerMenuItem) or context["view"] != "edit":
        return False
    page = context["page"]
    is_dated = page.go_live_at is not None and page.go_live_at > timezone.now()
    return is_dated and not page.current_workflow_state


def _answer(request: HttpRequest, context: dict[str, Any]) -> Answer | None:
    """Return the answer to the question in the form; None if it isn't asked, or wouldn't count."""
    page = context.get("page")
    place = page or context["parent_page"]
    if not _is_mailed(request, page) or not _can_be_mailed(place):
        return None
    if page and not _is_asked(request.user, page):
        return None
    # A form that comes back with errors contains the answer.
    choice = request.POST.get("mail_choice", _kept(page) if page else "")
    return Answer(choice, readers(place))


def _is_mailed(request: HttpRequest, page: Any) -> bool:
    """Whether the form's page type may be emailed. For a new page, the URL names the type."""
    if page:
        return mailed_pages.is_mailed(page)
    new = request.resolver_match.kwargs
    if "content_type_model_name" not in new:
        return False
    model = apps.get_model(new["content_type_app_name"], new["content_type_model_name"])
    return issubclass(model, tuple(mailed_pages.mailed_models()))


def _can_be_mailed(place: Any) -> bool:
    site = place.get_site()
    return bool(site and not emails.problem(site)) and not place.get_view_restrictions().exists()


def _is_asked(user: Any, page: Any) -> bool:
    mailing = mailed_pages.for_page(page)
    is_open = mailing is None or mailing.is_withdrawn
    return is_open and mailed_pages.may_decide(user, page)


def _kept(page: Any) -> str:
    """Return the answer that was stored with the page. A wish isn't an answer."""
    intent = mailed_pages.intent_for(page)
    return "" if intent is None or intent.is_wish_for(page) else intent.choice
