"""The link with which the owner of a list stops the weekly note."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.content.base_template.context import base_context

from .. import tokens
from ..sending import weekly_notes
from .decorators import private_page

FOLDER = "wagtail_therapy/newsletter"


@private_page
@sensitive_variables()
def weekly_note(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST stops the note to one recipient, however often it is sent."""
    try:
        site_id, address_hash = tokens.read_weekly_note_token(token)
    except tokens.InvalidTokenError:
        return _page(request, "link_invalid", status=404)
    if request.method != "POST":
        return _page(request, "weekly_note")
    weekly_notes.switch_off(site_id, address_hash)
    return _page(request, "weekly_note_off")


def _page(request: HttpRequest, name: str, status: int = 200) -> HttpResponse:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No Wagtail site answers to this host name.")
    context = base_context() | {"site": site, "newsletter_page": name}
    return TemplateResponse(request, f"{FOLDER}/{name}.html", context, status=status).render()
