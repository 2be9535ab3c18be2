"""The buttons on the page of a mailing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import mailings, resolutions, tasks
from .mailing_sentences import readers, sentence_of
from .mailing_views import MailingView
from .models import Mailing
from .suppressing_views import name_in_proof

# What each button does at once.
ACTIONS: dict[str, Callable[[Mailing, Any], bool]] = {
    "resume": mailings.resume,
    "take_up_again": mailings.take_up_again,
    "cancel": mailings.cancel,
    "pause": lambda mailing, user: mailings.pause(mailing, "", user),
}


class MailingActionView(MailingView):
    """Does one thing to a mailing that its page has a button for, and says what is so."""

    action = ""
    http_method_names = ["post"]

    def act(self) -> bool:
        return ACTIONS[self.action](self.mailing, self.request.user)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        done = self.act()
        if done:
            tasks.ring(tasks.send_mailing, mailing_id=self.mailing.pk)
        text = sentence_of(self.mailing)
        say = messages.success if done else messages.warning
        say(request, text if done else _("Nothing was changed. %(state)s") % {"state": text})
        return redirect(self.mailing)


class AskFirstView(MailingActionView, WagtailAdminTemplateMixin, TemplateView):
    """Asks, with the number of readers, before it does what can't be undone."""

    http_method_names = ["get", "post"]
    template_name = "wagtail_therapy/newsletter/admin/ask_first.html"
    header_icon = "mail"

    def get_page_subtitle(self) -> str:
        return str(self.mailing)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mailing = {"url": self.mailing.get_absolute_url(), "label": str(self.mailing)}
        return [*super().get_breadcrumbs_items(), mailing, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = {"mailing": self.mailing, "action": self.action}
        return super().get_context_data(**kwargs) | asked | self.asked()

    def asked(self) -> dict[str, Any]:
        """Return the question and the label of the button."""
        raise NotImplementedError


class SendNowView(AskFirstView):
    action = "send_now"
    page_title = gettext_lazy("Send now?")

    def act(self) -> bool:
        return mailings.send_now(self.mailing, self.request.user)

    def asked(self) -> dict[str, Any]:
        question = ngettext(
            "This sends the email to %(number)d reader now. You can’t call it back.",
            "This sends the email to %(number)d readers now. You can’t call it back.",
            number := readers(self.mailing),
        )
        return {"question": question % {"number": number}, "label": _("Yes, send it now")}


class SettleView(AskFirstView):
    """Settles deliveries, and no others than those whose number the user has read."""

    find = staticmethod(resolutions.unknown)
    settle = staticmethod(resolutions.call_sent)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self._ids() else redirect(self.mailing)

    def act(self) -> bool:
        said = set(self.request.POST.get("ids", "").split(","))
        ids = [pk for pk in self._ids() if str(pk) in said]
        user = self.request.user
        try:
            return bool(self.settle(self.mailing, name_in_proof(user), ids, user))
        except resolutions.CannotSendAgainError:
            return False

    def asked(self) -> dict[str, Any]:
        ids = self._ids()
        values = {"number": len(ids)}
        question, label = self.words(len(ids))
        return {
            "question": question % values,
            "label": label % values,
            "ids": ",".join(map(str, ids)),
        }

    def words(self, number: int) -> tuple[str, str]:
        """Return the question and the label of the button for so many readers."""
        raise NotImplementedError

    def _ids(self) -> list[int]:
        return list(self.find(self.mailing).values_list("pk", flat=True))


class TryAgainView(SettleView):
    action = "try_again"
    page_title = gettext_lazy("Try again?")
    find = staticmethod(resolutions.failed)
    settle = staticmethod(resolutions.try_again)

    def words(self, number: int) -> tuple[str, str]:
        question = ngettext(
            "The email couldn’t be delivered to %(number)d reader. This tries once more.",
            "The email couldn’t be delivered to %(number)d readers. This tries once more.",
            number,
        )
        label = ngettext(
            "Try again for %(number)d reader", "Try again for %(number)d readers", number
        )
        return question, label


class SendAgainView(SettleView):
    action = "send_again"
    page_title = gettext_lazy("Send again?")
    settle = staticmethod(resolutions.send_again)

    def words(self, number: int) -> tuple[str, str]:
        question = ngettext(
            "%(number)d reader may have got this email already, and may get it a second time.",
            "%(number)d readers may have got this email already, and may get it a second time.",
            number,
        )
        label = ngettext(
            "Send it again to %(number)d reader", "Send it again to %(number)d readers", number
        )
        return question, label


class CallSentView(SettleView):
    action = "call_sent"
    page_title = gettext_lazy("Did it arrive?")

    def words(self, number: int) -> tuple[str, str]:
        question = ngettext(
            "We don’t know whether %(number)d reader got this email. Say so if you know that it "
            "arrived, because they told you or from the mail server’s log.",
            "We don’t know whether %(number)d readers got this email. Say so if you know that it "
            "arrived, because they told you or from the mail server’s log.",
            number,
        )
        label = ngettext(
            "Yes, it reached %(number)d reader", "Yes, it reached %(number)d readers", number
        )
        return question, label


ASK_FIRST = [SendNowView, TryAgainView, SendAgainView, CallSentView]
