"""What can be done for several readers at once, after a page that says for how many."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.views.bulk_action import BulkAction

from .. import tasks
from ..models import Subscriber
from ..permissions import subscriber_permission_policy
from ..readers import acts
from .suppression_views import name_in_proof


class SubscriberBulkAction(BulkAction):
    """Leaves out readers of sites where the user may not change readers."""

    models = [Subscriber]
    template_name = "wagtail_therapy/newsletter/admin/confirm_bulk_subscribers.html"
    question: Any = ""
    done: Any = ""
    explanation: Any = ""

    def check_perm(self, reader: Subscriber) -> bool:
        may = subscriber_permission_policy.user_has_permission_for_instance
        return all(may(self.request.user, one, reader) for one in ("view", "change"))

    @classmethod
    def get_queryset(cls, model: type[Model], object_ids: Any) -> Any:
        # Its site decides about each.
        return Subscriber.objects.filter(pk__in=object_ids).select_related("site")

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """Return none: a slip must not reach more readers than are on the screen."""
        return []

    def get_execution_context(self) -> dict[str, Any]:
        user = self.request.user
        return {"user": user, "by": name_in_proof(user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        number = len(context["items"])
        return context | {
            "number": number,
            "question": self.question % {"number": number},
            "explanation": self.explanation,
            "label": self.display_name,
            "refused": len(context["items_with_no_access"]),
        }

    def get_success_message(self, number: int, _of_children: int) -> str:
        return self.done % {"number": number}

    @classmethod
    def execute_action(cls, objects: list[Subscriber], **kwargs: Any) -> tuple[int, int]:
        return sum(cls.act(reader, **kwargs) for reader in objects), 0

    @classmethod
    def act(cls, reader: Subscriber, *, by: str, user: Any) -> bool:
        """Do it for one reader. False: there was nothing to do."""
        raise NotImplementedError


class BulkAskAgain(SubscriberBulkAction):
    display_name = _("Send confirmation again")
    aria_label = _("Send the confirmation email to the selected readers again")
    action_type = "ask_again"
    action_priority = 10
    question = ngettext_lazy(
        "Send the confirmation email to %(number)d reader again?",
        "Send the confirmation email to %(number)d readers again?",
        "number",
    )
    explanation = _("Only readers who wait for it get it, three times a day at most.")
    done = ngettext_lazy(
        "The confirmation email is being sent to %(number)d reader.",
        "The confirmation email is being sent to %(number)d readers.",
        "number",
    )

    @classmethod
    def act(cls, reader: Subscriber, *, by: str, user: Any) -> bool:
        is_due = acts.ask_again(reader, by=by, user=user)
        if is_due:
            tasks.enqueue(tasks.send_confirmation, subscriber_id=reader.pk)
        return is_due


class BulkUnsubscribe(SubscriberBulkAction):
    display_name = _("Unsubscribe")
    aria_label = _("Unsubscribe the selected readers")
    action_type = "unsubscribe"
    action_priority = 20
    question = ngettext_lazy(
        "Unsubscribe %(number)d reader?", "Unsubscribe %(number)d readers?", "number"
    )
    explanation = _(
        "They get no more posts. You can’t put them back: they can sign up again on your site."
    )
    done = ngettext_lazy(
        "%(number)d reader is unsubscribed.", "%(number)d readers are unsubscribed.", "number"
    )

    @classmethod
    def act(cls, reader: Subscriber, *, by: str, user: Any) -> bool:
        return acts.unsubscribe(reader, by=by, user=user)


class BulkNeverAgain(SubscriberBulkAction):
    display_name = _("Never email again")
    aria_label = _("Never email the selected readers again")
    action_type = "never_again"
    action_priority = 30
    classes = {"serious"}
    question = ngettext_lazy(
        "Never email %(number)d reader again?", "Never email %(number)d readers again?", "number"
    )
    explanation = _(
        "They get no posts and no request to confirm, even if they sign up again. Do this only if "
        "they asked for it."
    )
    done = ngettext_lazy(
        "%(number)d reader is never emailed again.",
        "%(number)d readers are never emailed again.",
        "number",
    )

    @classmethod
    def act(cls, reader: Subscriber, *, by: str, user: Any) -> bool:
        return acts.never_again(reader, by=by, user=user)


class BulkErase(SubscriberBulkAction):
    display_name = _("Erase")
    aria_label = _("Erase the selected readers")
    action_type = "erase"
    action_priority = 40
    classes = {"serious"}
    question = ngettext_lazy("Erase %(number)d reader?", "Erase %(number)d readers?", "number")
    explanation = _("This deletes their addresses on their site. It can’t be undone.")
    done = ngettext_lazy("%(number)d reader is erased.", "%(number)d readers are erased.", "number")

    @classmethod
    def act(cls, reader: Subscriber, *, by: str, user: Any) -> bool:
        acts.erase(reader, sites=[reader.site], never_again=False, by=by, user=user)
        return True


BULK_ACTIONS = [BulkAskAgain, BulkUnsubscribe, BulkNeverAgain, BulkErase]
