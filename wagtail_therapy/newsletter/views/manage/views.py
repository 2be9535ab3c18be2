"""The pages on which readers look after their own subscription.

They need no account, cookie or script. Emails are forwarded, so the link in each of them lets its
holder choose how often the reader gets emails, and shows no address. The rest needs a fresh link,
which goes to the reader's address.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.newsletter import tasks, tokens
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import address_changes, leaving_reasons

from .. import reader_pages
from ..decorators import private_page
from ..page_responses import language_of, page, posted, site_of, subscriber_of
from . import acts, forms


@private_page
@sensitive_variables()
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the holder of any email may choose for its reader; POST chooses."""
    try:
        uuid = tokens.read_unsubscribe_token(token)
    except tokens.InvalidTokenError:
        return _invalid(request)
    return _manage(request, subscriber_of(uuid), acts.CHOICES)


@private_page
@sensitive_variables()
def manage_all(request: HttpRequest, token: str) -> HttpResponse:
    """Show readers all that they may do, for an hour after they asked for the link."""
    try:
        uuid, version = tokens.read_manage_token(token)
    except tokens.InvalidTokenError:
        return _invalid(request)
    subscriber = subscriber_of(uuid)
    if subscriber and subscriber.token_version != version:
        return _invalid(request)
    return _manage(request, subscriber, acts.OWNERS_ACTS)


@private_page
@sensitive_variables()
def new_address(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST changes the reader's address to the one that got this link."""
    try:
        uuid, version, address_hash = tokens.read_new_address_token(token)
    except tokens.InvalidTokenError:
        return _invalid(request)
    subscriber = subscriber_of(uuid)
    if subscriber is None:
        return _invalid(request)
    if request.method == "POST":
        address_changes.confirm(subscriber, version, address_hash)
        tasks.enqueue(tasks.send_reader_emails)
        subscriber.refresh_from_db()
    return _new_address_page(request, subscriber, version, address_hash)


@private_page
@sensitive_variables()
def leaving_reason(request: HttpRequest) -> HttpResponse:
    """Count why a reader has left, if they want to say so. GET has nothing to show."""
    form = forms.LeavingReasonForm(posted(request))
    try:
        uuid = tokens.read_unsubscribe_token(form.data.get("token", ""))
    except tokens.InvalidTokenError:
        return _invalid(request)
    subscriber = subscriber_of(uuid)
    if subscriber and subscriber.status in Subscriber.SUBSCRIBED:
        return _invalid(request)
    with language_of(subscriber):
        if not form.is_valid():
            return page(request, "unsubscribed", {"reason_form": form})
        site = subscriber.site if subscriber else site_of(request)
        leaving_reasons.give(site, form.cleaned_data["reason"], form.cleaned_data["token"])
        return page(request, "reason_given")


@sensitive_variables()
def _manage(
    request: HttpRequest, subscriber: Subscriber | None, allowed: dict[str, acts.Act]
) -> HttpResponse:
    """Do what was posted, if it is allowed, and show the state that there is now."""
    # Not in the reader's language, which would tell that they have left.
    if subscriber is None or subscriber.status not in Subscriber.SUBSCRIBED:
        return _invalid(request)
    with language_of(subscriber):
        done = _do(request, subscriber, allowed) if request.method == "POST" else {}
        if isinstance(done, HttpResponse):
            return done
        subscriber.refresh_from_db()
        context = _state(subscriber) | {"is_owner": allowed is acts.OWNERS_ACTS} | done
        return page(request, "manage", context)


@sensitive_variables()
def _do(request: HttpRequest, subscriber: Subscriber, allowed: dict[str, acts.Act]) -> acts.Done:
    act = allowed.get(posted(request).get("act", ""))
    return act(request, subscriber) if act else {}


def _state(subscriber: Subscriber) -> dict[str, Any]:
    until = subscriber.paused_until and local_dates.local_date(subscriber.paused_until)
    return {
        "reader": subscriber,
        "list_name": reader_pages.list_name(subscriber.site),
        "paused_until": until,
        "frequency_form": forms.FrequencyForm(
            initial={"frequency": subscriber.frequency}, auto_id=forms.IDS
        ),
        "pause_form": forms.PauseForm(initial={"until": until}, auto_id=forms.IDS),
        "new_address_form": forms.NewAddressForm(auto_id=forms.IDS),
        "erase_form": forms.EraseForm(auto_id=forms.IDS),
    }


def _new_address_page(
    request: HttpRequest, subscriber: Subscriber, version: int, address_hash: str
) -> HttpResponse:
    # From the present state, not from what this request did: a second click finds it done.
    is_confirmed = address_changes.is_confirmed(subscriber, address_hash)
    if not is_confirmed and not address_changes.may_confirm(subscriber, version, address_hash):
        return _invalid(request)
    name = "new_address_confirmed" if is_confirmed else "new_address"
    with language_of(subscriber):
        return page(request, name, {"list_name": reader_pages.list_name(subscriber.site)})


def _invalid(request: HttpRequest) -> HttpResponse:
    """Answer a link that is old, damaged, or of a reader who left; the answer never says which."""
    return page(request, "link_invalid", status=404)
