"""Settles deliveries without an answer, or retries failed ones, after one question."""

from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from ..sending import manual_resolution, resolution_refusals
from .mailing_action_views import AskFirstView
from .mailing_summary import sentence_of
from .suppression_views import name_in_proof


class SettleView(AskFirstView):
    """Settles only the deliveries that the user was asked about."""

    find = staticmethod(manual_resolution.unknown)
    settle = staticmethod(manual_resolution.mark_sent)
    refusal = staticmethod(resolution_refusals.of_sending_again)

    def why_not(self) -> str:
        nothing_left = "" if self._ids() else sentence_of(self.mailing)
        return self.refusal(self.mailing) or nothing_left

    def act(self) -> bool:
        if self.why_not():
            return False
        said = set(self.request.POST.get("ids", "").split(","))
        ids = [pk for pk in self._ids() if str(pk) in said]
        user = self.request.user
        try:
            return bool(self.settle(self.mailing, name_in_proof(user), ids, user))
        except manual_resolution.CannotSendAgainError:
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
        """Return the question and the button's label for this many readers."""
        raise NotImplementedError

    def _ids(self) -> list[int]:
        return list(self.find(self.mailing).values_list("pk", flat=True))


class TryAgainView(SettleView):
    action = "try_again"
    page_title = gettext_lazy("Try again?")
    find = staticmethod(manual_resolution.failed)
    settle = staticmethod(manual_resolution.try_again)

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
    settle = staticmethod(manual_resolution.send_again)

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


class MarkSentView(SettleView):
    action = "mark_sent"
    page_title = gettext_lazy("Did it arrive?")
    refusal = staticmethod(resolution_refusals.of_settling)

    def words(self, number: int) -> tuple[str, str]:
        question = ngettext(
            "We don’t know whether %(number)d reader got this email. If you know that it "
            "arrived, from the reader or from the mail server’s log, you can say so here.",
            "We don’t know whether %(number)d readers got this email. If you know that it "
            "arrived, from the readers or from the mail server’s log, you can say so here.",
            number,
        )
        label = ngettext(
            "Yes, it reached %(number)d reader", "Yes, it reached %(number)d readers", number
        )
        return question, label


SETTLING = [TryAgainView, SendAgainView, MarkSentView]
