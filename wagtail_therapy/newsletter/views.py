"""The public pages of the newsletter.

No view here sets or needs a cookie, GET changes nothing, and the signed token is the only
authority: email programs send no cookie, no referrer and ``Origin: null``.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.conf import conf

from . import clock, email_addresses, forms, reader_pages, tasks, tokens
from .decorators import private_page, uncached_page
from .manage import forms as manage_forms
from .models import ConsentEvent, ConsentText, Subscriber
from .page_responses import language_of, page, site_of, subscriber_of
from .personal_data import consent_text
from .readers import subscribe_throttle, subscriptions, suppression_decisions


@uncached_page
@sensitive_variables()
def subscribe(request: HttpRequest) -> HttpResponse:
    """Show the form; on POST, ask the mailbox's owner to confirm. The answer never differs."""
    site = site_of(request)
    if request.method != "POST":
        return _form_page(request, forms.fresh_form(request, site))
    try:
        token = _form_token(request, site)
    except tokens.InvalidTokenError:
        message = _(
            "This page had been open for a while. Please check your address and press “Subscribe” "
            "again."
        )
        return _once_more(request, site, message)
    with translation.override(token.language):
        return _subscribe(request, site, token)


@private_page
@sensitive_variables()
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST confirms: programs that scan emails follow every link in them."""
    try:
        uuid, version = tokens.read_confirm_token(token)
    except tokens.InvalidTokenError:
        return page(request, "link_invalid", status=404)
    subscriber = subscriber_of(uuid)
    with language_of(subscriber):
        if subscriber and request.method == "POST":
            subscriptions.confirm(subscriber, version)
            tasks.enqueue(tasks.send_reader_emails)
        return _confirm_page(request, subscriber, version)


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


def _confirm_page(
    request: HttpRequest, subscriber: Subscriber | None, version: int
) -> HttpResponse:
    # From the present state, not from what this request did: a second click finds it done.
    if subscriber and subscriber.status == Subscriber.Status.ACTIVE:
        return page(request, "confirmed", reader_pages.welcome(subscriber.site))
    if subscriber and subscriptions.may_confirm(subscriber, version):
        return page(request, "confirm")
    return page(request, "link_invalid", status=404)


@sensitive_variables()
def _subscribe(request: HttpRequest, site: Site, token: tokens.FormToken) -> HttpResponse:
    form = forms.SubscribeForm(request.POST, auto_id=forms.next_auto_id(request))
    is_valid = form.is_valid()
    if form.is_filled_by_program:
        return _check_inbox(request, site, form, token)
    if not is_valid:
        return _form_page(request, form)
    if -clock.SKEW < token.age < timedelta(seconds=conf.form_min_seconds):
        message = _("Nearly there: please press “Subscribe” once more.")
        return _once_more(request, site, message, page_id=token.page_id)
    if refusal := subscribe_throttle.refusal(request, site, form.cleaned_data["token"]):
        return _once_more(
            request, site, refusal.message, status=refusal.status, page_id=token.page_id
        )
    subscriber = subscriptions.request(
        site,
        form.cleaned_data["email"],
        consent_text=_shown_text(site, token),
        language=token.language,
        lane=subscribe_throttle.lane(request),
    )
    tasks.enqueue(tasks.send_confirmation, subscriber_id=subscriber.pk)
    return _check_inbox(request, site, form, token)


@sensitive_variables()
def _check_inbox(
    request: HttpRequest, site: Site, form: forms.SubscribeForm, token: tokens.FormToken
) -> HttpResponse:
    """Say where to look. It isn't redirected to, because the domain is stored nowhere."""
    context = {
        "domain": email_addresses.shown_domain(form.cleaned_data.get("email", "")),
        "back": reader_pages.page_with_form(site, token.page_id),
    }
    return page(request, "check_inbox", context)


def _form_token(request: HttpRequest, site: Site) -> tokens.FormToken:
    """Return the form's token. Raises InvalidTokenError if forged, or for another site or text."""
    token = tokens.read_form_token(request.POST.get("token", ""))
    if token.site_id != site.pk:
        raise tokens.InvalidTokenError
    if token.age > conf.form_max_age:
        raise tokens.ExpiredTokenError
    _shown_text(site, token)  # This also raises.
    return token


def _shown_text(site: Site, token: tokens.FormToken) -> ConsentText:
    """Return the text that the reader saw: the current one, or an older one from a cached page.

    Raises InvalidTokenError if there is no such text.
    """
    with translation.override(token.language):
        text = str(consent_text.of_site(site))
    if ConsentText.hash_of(text, token.language) == token.consent_hash:
        return ConsentText.store(text, token.language)
    text = ConsentText.objects.filter(text_hash=token.consent_hash).first()
    if text is None:
        raise tokens.InvalidTokenError
    return text


@sensitive_variables()
def _once_more(
    request: HttpRequest,
    site: Site,
    message: str,
    status: int = 200,
    page_id: int | None = None,
) -> HttpResponse:
    """Show the form again with what was typed, so that the reader only presses a button again."""
    form = forms.fresh_form(
        request,
        site,
        email=request.POST.get("email", "")[:254],
        age=conf.form_min_seconds,
        page_id=page_id,
    )
    return _form_page(request, form, message=message, status=status)


def _form_page(
    request: HttpRequest, form: forms.SubscribeForm, message: str = "", status: int = 200
) -> HttpResponse:
    context = forms.subscribe_form_context(request, form=form) | {"message": message}
    return page(request, "subscribe", context, status=status)
