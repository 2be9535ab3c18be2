"""The links with which readers unsubscribe, and stop all email to their address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import tokens
from ..models import ConsentEvent
from ..readers import subscriptions, suppression_decisions
from .decorators import private_page
from .manage import forms as manage_forms
from .page_responses import language_of, page, subscriber_of


@private_page
@sensitive_variables()
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST unsubscribes: an email program's one click (RFC 8058) or the page's button.

    The answer is the same however often it is sent, and for readers deleted long ago.
    """
    try:
        uuid = tokens.read_unsubscribe_token(token)
    except tokens.InvalidTokenError:
        return page(request, "link_invalid", status=404)
    subscriber = subscriber_of(uuid)
    with language_of(subscriber):
        if request.method != "POST":
            return page(request, "unsubscribe", {"token": token})
        is_one_click = _is_one_click(request)
        if subscriber:
            method = ConsentEvent.Method.ONE_CLICK if is_one_click else ConsentEvent.Method.LINK
            subscriptions.unsubscribe(subscriber, method)
        if is_one_click:
            return HttpResponse(status=200, content_type="text/plain")
        context = {"reason_form": manage_forms.reason_form(token)}
        return page(request, "unsubscribed", context)


@private_page
@sensitive_variables()
def never_again(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST suppresses the address: for people that strangers keep signing up.

    The answer is the same however often it is sent, and for readers who were deleted long ago.
    """
    try:
        uuid, site_id, address_hash = tokens.read_never_again_token(token)
    except tokens.InvalidTokenError:
        return page(request, "link_invalid", status=404)
    subscriber = subscriber_of(uuid)
    with language_of(subscriber):
        if request.method != "POST":
            return page(request, "never_again")
        site = get_object_or_404(Site, pk=site_id)
        suppression_decisions.never_again(site, address_hash, subscriber)
        return page(request, "never_again_done")


def _is_one_click(request: HttpRequest) -> bool:
    """Whether an email program sent this: then the body says so (RFC 8058 §3.1).

    An unreadable body counts as no. The token is the authority, so the reader is unsubscribed
    anyway.
    """
    try:
        return request.POST.get("List-Unsubscribe") == "One-Click"
    except Exception:  # noqa: BLE001 -- Django and its parsers raise a dozen kinds
        return False
