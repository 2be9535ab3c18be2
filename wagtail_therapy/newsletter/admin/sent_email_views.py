"""A mailing's email as it was sent, for users who may see the mailing."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..composing import mime
from ..models import Mailing
from .mailing_views import MailingView
from .previews import policy_for

# In place of the token that each reader's links had.
OWN = "personal-link"


class SentMailingView(MailingView):
    @cached_property
    def sent(self) -> Mailing:
        """The mailing. Raises Http404 until its email is made."""
        if self.mailing.frozen_at is None:
            raise Http404
        return self.mailing


class SentEmailView(SentMailingView, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_therapy/newsletter/admin/sent_email.html"
    header_icon = "mail"
    page_title = gettext_lazy("The email")

    def get_page_subtitle(self) -> str:
        return str(self.mailing)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("therapy_mailings:index"), "label": _("Mailings")},
            {"url": self.mailing.get_absolute_url(), "label": str(self.mailing)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = _without_token(self.sent.text)
        return super().get_context_data(**kwargs) | {"mailing": self.sent, "text": text}


@method_decorator(xframe_options_sameorigin, name="dispatch")
class SentHtmlView(SentMailingView):
    """The HTML part alone, with a preview's policy: a host's own may forbid its styles."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        response = HttpResponse(_without_token(self.sent.html))
        response["Content-Security-Policy"] = f"{policy_for(self.sent.site)}; sandbox"
        response["Referrer-Policy"] = "no-referrer"
        return response


def _without_token(content: str) -> str:
    return content.replace(mime.PLACEHOLDERS.token, OWN)
