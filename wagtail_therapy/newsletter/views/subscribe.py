"""The form with which readers subscribe, and the link with which they confirm it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import clock, email_addresses, forms, tasks, tokens
from ..models import ConsentText, Subscriber
from ..personal_data import consent_text
from ..readers import subscribe_throttle, subscriptions
from . import reader_pages
from .decorators import private_page, uncached_page
from .page_responses import language_of, page, site_of, subscriber_of


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
