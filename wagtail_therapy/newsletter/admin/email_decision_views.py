"""The page where a user decides whether a post is emailed, without publishing it again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import tasks
from ..composing import emails
from ..models import PostMailIntent
from ..sending import mailed_pages
from .mailed_page_views import MailedPageMixin
from .publish_messages import announcement, readers


class MailDecisionView(MailedPageMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_therapy/newsletter/admin/mail_decision.html"
    page_title = gettext_lazy("Email this to subscribers?")
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not mailed_pages.may_decide(request.user, self.page):
            raise PermissionDenied
        mailing = mailed_pages.for_page(self.page)
        if mailing and not mailing.is_withdrawn:
            # Already decided: the rest happens there.
            return redirect(mailing)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *super().get_breadcrumbs_items(),
            {"url": edit, "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "announcement": announcement(self.page),
            "intent": mailed_pages.intent_for(self.page),
            "readers": readers(self.page),
            "problem": emails.problem(self.page.get_site()),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        choice = request.POST.get("choice")
        if choice not in PostMailIntent.ANSWERS:
            return self.get(request)
        mailed_pages.decide(self.page, choice, request.user)
        if choice == PostMailIntent.Choice.SEND and self.page.live:
            return self._email()
        said = announcement(self.page)
        messages.success(request, said.text if said else _("It will not be emailed."))
        return self._back()

    def _email(self) -> HttpResponse:
        mailing = mailed_pages.queue_for_page(self.page)
        if mailing is None:
            reason = _("It won’t be emailed, because not everyone can read it.")
            messages.warning(self.request, reason)
            return self._back()
        tasks.enqueue(tasks.send_mailing, mailing_id=mailing.pk)
        return redirect(mailing)

    def _back(self) -> HttpResponse:
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)
