"""What is done with an announcement: a test, the email to all readers, its deletion."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.models import Site

from .. import tasks
from ..sending import announcements, test_email
from ..transport.results import SendResult
from .announcement_views import AnnouncementView
from .mailing_summary import readers_of, sentence_of
from .send_test_views import SendTestView


class AnnouncementQuestionView(AnnouncementView, TemplateView):
    """Asks before it does what can't be undone."""

    template_name = "wagtail_therapy/newsletter/admin/announcement_question.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back_url": self.url} | self.asked()

    def asked(self) -> dict[str, Any]:
        """Return the question, the label of the button, and its style if it isn't the usual one."""
        raise NotImplementedError


class SendAnnouncementView(AnnouncementQuestionView):
    """Asks before it is emailed, with the number of readers."""

    page_title = gettext_lazy("Email it to your readers?")

    def asked(self) -> dict[str, Any]:
        question = ngettext(
            "This emails “%(subject)s” to %(number)d reader. You can cancel for a short time.",
            "This emails “%(subject)s” to %(number)d readers. You can cancel for a short time.",
            number := readers_of(self.announcement.site_id),
        )
        return {
            "question": question % {"subject": self.announcement, "number": number},
            "label": _("Yes, email it"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mailing = announcements.queue(self.announcement, request.user)
        if mailing is None:
            messages.warning(request, _("It was emailed before, so nothing was changed."))
            return redirect(self.url)
        tasks.enqueue(tasks.send_mailing, mailing_id=mailing.pk)
        messages.success(request, sentence_of(mailing))
        return redirect(mailing)


class DeleteAnnouncementView(AnnouncementQuestionView):
    """Deletes an announcement that was never emailed."""

    page_title = gettext_lazy("Delete this announcement?")

    def asked(self) -> dict[str, Any]:
        question = _("This deletes “%(subject)s”. You can’t undo this.")
        return {
            "question": question % {"subject": self.announcement},
            "label": _("Yes, delete it"),
            "style": "no",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if announcements.mailing_of(self.announcement):
            messages.warning(request, _("It was emailed, so it stays on record."))
            return redirect(self.url)
        self.announcement.delete()
        messages.success(request, _("The announcement was deleted."))
        return redirect("therapy_announcements:index")


class AnnouncementTestView(AnnouncementView, SendTestView):
    @property
    def site(self) -> Site:
        return self.announcement.site

    @property
    def back_url(self) -> str:
        return self.url

    def get_page_subtitle(self) -> str:
        return str(self.announcement)

    def send(self, addresses: list[str]) -> list[SendResult]:
        return test_email.send_announcement(self.announcement, addresses)
