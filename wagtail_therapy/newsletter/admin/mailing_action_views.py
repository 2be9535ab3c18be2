"""The buttons on a mailing's page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import tasks
from ..models import Mailing
from ..sending import mailings
from .mailing_summary import readers, sentence_of, what_cancelling_does
from .mailing_views import MailingView

# What each button does, without asking first.
ACTIONS: dict[str, Callable[[Mailing, Any], bool]] = {
    "resume": mailings.resume,
    "reschedule": mailings.reschedule,
    "pause": lambda mailing, user: mailings.pause(mailing, "", user),
}


class MailingActionView(MailingView):
    """Does what one of the buttons on a mailing's page says, and shows the result."""

    action = ""
    http_method_names = ["post"]

    def act(self) -> bool:
        return ACTIONS[self.action](self.mailing, self.request.user)

    def why_not(self) -> str:
        """Return why it can't be done now; "" if it can, or if only trying will show."""
        return ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.act():
            tasks.enqueue(tasks.send_mailing, mailing_id=self.mailing.pk)
            messages.success(request, sentence_of(self.mailing))
        else:
            why = self.why_not() or sentence_of(self.mailing)
            messages.warning(request, _("Nothing was changed. %(state)s") % {"state": why})
        return redirect(self.mailing)


class AskFirstView(MailingActionView, WagtailAdminTemplateMixin, TemplateView):
    """Asks before it does what can't be undone, and says how many readers it affects."""

    http_method_names = ["get", "post"]
    template_name = "wagtail_therapy/newsletter/admin/ask_first.html"
    header_icon = "mail"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if why := self.why_not():
            messages.warning(request, why)
            return redirect(self.mailing)
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.mailing)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mailing = {"url": self.mailing.get_absolute_url(), "label": str(self.mailing)}
        return [*super().get_breadcrumbs_items(), mailing, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = {"mailing": self.mailing, "action": self.action}
        return super().get_context_data(**kwargs) | asked | self.asked()

    def asked(self) -> dict[str, Any]:
        """Return the question, the label of the button, and its style if it isn't the usual one."""
        raise NotImplementedError


class SendNowView(AskFirstView):
    action = "send_now"
    page_title = gettext_lazy("Send now?")

    def why_not(self) -> str:
        return "" if self.mailing.is_held else sentence_of(self.mailing)

    def act(self) -> bool:
        return mailings.send_now(self.mailing, self.request.user)

    def asked(self) -> dict[str, Any]:
        question = ngettext(
            "This sends the email to %(number)d reader now. You can’t call it back.",
            "This sends the email to %(number)d readers now. You can’t call it back.",
            number := readers(self.mailing),
        )
        return {"question": question % {"number": number}, "label": _("Yes, send it now")}


class CancelView(AskFirstView):
    """Asks if it has begun. During the hold the button cancels at once: that can be undone."""

    action = "cancel"
    page_title = gettext_lazy("Cancel the email?")

    def why_not(self) -> str:
        return "" if self.mailing.is_cancellable else sentence_of(self.mailing)

    def act(self) -> bool:
        return mailings.cancel(self.mailing, self.request.user)

    def asked(self) -> dict[str, Any]:
        label = _("Yes, cancel the rest") if self.mailing.sent else _("Yes, cancel the email")
        return {"question": what_cancelling_does(self.mailing), "label": label, "style": "no"}
