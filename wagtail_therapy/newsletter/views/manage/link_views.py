"""The form with which readers ask for a link to their own page."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.conf import conf
from wagtail_therapy.newsletter import clock, email_addresses, tasks, tokens
from wagtail_therapy.newsletter.readers import manage_links, subscribe_throttle

from ..decorators import uncached_page
from ..page_responses import page, site_of
from . import forms


@uncached_page
@sensitive_variables()
def manage_link(request: HttpRequest) -> HttpResponse:
    """Show the form; on POST, email the reader a link. The answer never differs."""
    site = site_of(request)
    if request.method != "POST":
        return _form_page(request, forms.fresh_link_form(site))
    try:
        token = _form_token(request, site)
    except tokens.InvalidTokenError:
        message = _("This page had been open for a while. Please press the button again.")
        return _once_more(request, site, message)
    with translation.override(token.language):
        return _send_link(request, site, token)


def _form_token(request: HttpRequest, site: Site) -> tokens.FormToken:
    """Return the form's token. Raises InvalidTokenError if forged, too old, or of another form."""
    token = tokens.read_form_token(request.POST.get("token", ""))
    if token.site_id != site.pk or token.consent_hash or token.age > conf.form_max_age:
        raise tokens.InvalidTokenError
    return token


@sensitive_variables()
def _send_link(request: HttpRequest, site: Site, token: tokens.FormToken) -> HttpResponse:
    form = forms.LinkForm(request.POST, auto_id=forms.IDS)
    is_valid = form.is_valid()
    if form.is_filled_by_program:
        return _link_sent(request, form)
    if not is_valid:
        return _form_page(request, form)
    if -clock.SKEW < token.age < timedelta(seconds=conf.form_min_seconds):
        message = _("Nearly there: please press the button once more.")
        return _once_more(request, site, message)
    if refusal := subscribe_throttle.refusal(request, site, form.cleaned_data["token"]):
        return _once_more(request, site, refusal.message, status=refusal.status)
    manage_links.request(site, form.cleaned_data["email"])
    tasks.enqueue(tasks.send_reader_emails)
    return _link_sent(request, form)


@sensitive_variables()
def _link_sent(request: HttpRequest, form: forms.LinkForm) -> HttpResponse:
    domain = email_addresses.shown_domain(form.cleaned_data.get("email", ""))
    return page(request, "manage_link_sent", {"domain": domain})


@sensitive_variables()
def _once_more(request: HttpRequest, site: Site, message: str, status: int = 200) -> HttpResponse:
    """Show the form again with what was typed, so that the reader only presses a button again."""
    email = request.POST.get("email", "")[:254]
    form = forms.fresh_link_form(site, email=email, age=conf.form_min_seconds)
    return _form_page(request, form, message, status)


def _form_page(
    request: HttpRequest, form: forms.LinkForm, message: str = "", status: int = 200
) -> HttpResponse:
    return page(request, "manage_link", {"form": form, "message": message}, status)
