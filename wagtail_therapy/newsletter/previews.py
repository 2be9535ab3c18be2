"""The mail about a post, shown in its editor before anybody gets it."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from . import emails
from .models import Mailing

EMAIL = "email"


class EmailPreviewMixin(models.Model):
    """Adds the mail to what the editor of a page type previews; mix it in before the others.

    It shows what a reader would get now. Nothing is saved or sent, and its link
    unsubscribes nobody.
    """

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        modes = super().preview_modes
        return [*modes, (EMAIL, _("Email"))] if modes else []

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name != EMAIL:
            return super().serve_preview(request, mode_name)
        # A page outside of all sites has none.
        site = self.get_site() or Site.find_for_request(request)
        mailing = Mailing(site=site, page=self, language=self.locale.language_code)
        try:
            return HttpResponse(emails.post(mailing).html)
        except emails.CannotMailError as error:
            return HttpResponse(str(error), content_type="text/plain; charset=utf-8")
