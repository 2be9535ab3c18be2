"""What visitors, bots and mail programs send to the public pages, and what they see there."""

import re
from urllib.parse import urlsplit

from django.apps import apps
from django.test import RequestFactory

from tests import parsed_html
from tests.newsletter import rows
from wagtail_therapy.newsletter import forms
from wagtail_therapy.newsletter.models import ConsentText, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import subscriptions
from wagtail_therapy.newsletter.views.manage import forms as manage_forms

SUBSCRIBE = "/newsletter/subscribe/"
MANAGE_LINK = "/newsletter/manage-link/"
# The heading of the answer to a sign-up.
CHECK_INBOX = "Check your email"
ADDRESS = "reader@mail.example"


def filled_in(site, email=ADDRESS, *, age=60, **changes):
    """Return what a browser sends of a form that was rendered ``age`` seconds ago."""
    form = forms.fresh_form(RequestFactory().get("/"), site, age=age)
    token = form.initial["token"]
    return {"email": email, "therapy_leave_empty": "", "token": token} | changes


def link_form(site, email=ADDRESS, *, age=60, **changes):
    """Return what a browser sends to ask for a reader's link."""
    token = manage_forms.fresh_link_form(site, age=age).initial["token"]
    return {"email": email, "therapy_leave_empty": "", "token": token} | changes


def ask(site, email=ADDRESS):
    """Ask to subscribe, as the form does."""
    text = ConsentText.store("We will email you.", "en")
    return subscriptions.request(site, email, consent_text=text, language="en")


def heading(response):
    return parsed(response).h1.get_text(strip=True)


def alert(response):
    """Return the message above the form, or None."""
    box = parsed(response).select_one("[role=alert]")
    return box and box.get_text(" ", strip=True)


def typed_address(response):
    return parsed(response).select_one("input[name=email]").get("value")


def form_on(response):
    """Return what a browser would send from the empty form on a page."""
    fields = parsed(response).select("form.therapy-form input")
    return {field["name"]: field.get("value", "") for field in fields}


def parsed(response):
    return parsed_html.parsed(response.content.decode())


def path(url):
    return urlsplit(url).path


def links_to(name, text):
    """Return the links to one of our pages in the text of an email."""
    return re.findall(rf"https?://\S+/{name}/\S+", text)


def answer(response):
    """Return everything of a response that could tell one visitor from another."""
    headers = sorted((name, value) for name, value in response.items() if name != "Expires")
    return response.status_code, headers, response.cookies.output(), response.content


def everything():
    """Return all rows of all models, to see that nothing was written."""
    return {model._meta.label: list(model.objects.values()) for model in apps.get_models()}


def add_reader(site, status, email=ADDRESS):
    """Bring an address into a state; of one that is erased only its suppression is left."""
    if status == "unknown":
        return
    reason = REASONS.get(status)
    reader = rows.subscriber(site, email, "suppressed" if reason else status)
    if reason:
        Suppression.objects.create(site=site, address_hash=reader.address_hash, reason=reason)
    if "erased" in status:
        reader.delete()


REASONS = {
    "suppressed": "complained",
    "erased": "by-request",
    "bounced": "bounced",
    "bounced-erased": "bounced",
}
STATES = ["unknown", *dict.fromkeys([*REASONS, *Subscriber.Status.values])]
