"""Answers with the newsletter's public pages, in the language of the reader they are for."""

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from wagtail.models import Site

from wagtail_therapy.content.base_template.context import base_context

from .models import Subscriber

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


def subscriber_of(uuid: UUID) -> Subscriber | None:
    return Subscriber.objects.filter(uuid=uuid).select_related("site").first()


def language_of(subscriber: Subscriber | None) -> AbstractContextManager[None]:
    return translation.override((subscriber and subscriber.language) or translation.get_language())
