"""Answers with the newsletter's public pages, in the language of the reader they are for."""

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import translation
from wagtail.models import Site

from wagtail_therapy.content.base_template.context import base_context

from ..models import FormerLink, Subscriber

FOLDER = "wagtail_therapy/newsletter"


def page(
    request: HttpRequest, name: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Answer with a page, rendered at once: its language and its token are forgotten afterwards."""
    site = site_of(request)
    context = base_context() | {"site": site, "newsletter_page": name} | (context or {})
    return TemplateResponse(request, f"{FOLDER}/{name}.html", context, status=status).render()


def site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No Wagtail site answers to this host name.")
    return site


def posted(request: HttpRequest) -> QueryDict:
    """Return the fields that were sent; none if the body can't be read."""
    try:
        return request.POST
    except Exception:  # noqa: BLE001 -- Django and its parsers raise a dozen kinds
        return QueryDict()


def subscriber_of(uuid: UUID) -> Subscriber | None:
    """Return the reader of a link, or the one whose row it has become part of."""
    readers = Subscriber.objects.select_related("site")
    if found := readers.filter(uuid=uuid).first():
        return found
    former = FormerLink.objects.filter(uuid=uuid).select_related("subscriber__site").first()
    return former and former.subscriber


def language_of(subscriber: Subscriber | None) -> AbstractContextManager[None]:
    return translation.override((subscriber and subscriber.language) or translation.get_language())
