"""What readers do on their own page. Each says what the page shows besides the present state."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.newsletter import tasks, tokens
from wagtail_therapy.newsletter.models import ConsentEvent, ReaderEmail, Subscriber
from wagtail_therapy.newsletter.readers import (
    address_changes,
    data_export,
    erasure,
    frequencies,
    pauses,
    reader_emails,
    subscriptions,
)

from ..page_responses import page
from . import forms

# For the page, or another answer.
Done: TypeAlias = dict[str, Any] | HttpResponse
Act = Callable[[HttpRequest, Subscriber], Done]


def choose_frequency(request: HttpRequest, subscriber: Subscriber) -> Done:
    form = forms.FrequencyForm(request.POST, auto_id=forms.IDS)
    if not form.is_valid():
        return {"frequency_form": form, "errors": form.errors.values()}
    frequencies.choose(subscriber, form.cleaned_data["frequency"])
    return {"message": _("Saved.")}


def pause(request: HttpRequest, subscriber: Subscriber) -> Done:
    form = forms.PauseForm(request.POST, auto_id=forms.IDS)
    if not form.is_valid():
        return {"pause_form": form, "errors": form.errors.values()}
    until = form.cleaned_data["until"]
    pauses.pause(subscriber, local_dates.start_of_day(until))
    message = _("You’ll get no emails until %s.")
    return {"message": message % formats.date_format(until)}


def resume(request: HttpRequest, subscriber: Subscriber) -> Done:
    pauses.resume(subscriber)
    return {"message": _("Your emails begin again with the next post.")}


@sensitive_variables()
def unsubscribe(request: HttpRequest, subscriber: Subscriber) -> Done:
    subscriptions.unsubscribe(subscriber, ConsentEvent.Method.LINK)
    form = forms.reason_form(tokens.unsubscribe_token(subscriber))
    return page(request, "unsubscribed", {"reason_form": form})


def send_link(request: HttpRequest, subscriber: Subscriber) -> Done:
    """Email the link to the reader's address, which the holder of this page may not know."""
    reader_emails.queue(subscriber, ReaderEmail.Kind.LINK)
    tasks.enqueue(tasks.send_reader_emails)
    message = _(
        "An email with a link is on its way to the address that gets these emails, unless we sent "
        "one in the last ten minutes. The link works for one hour."
    )
    return {"message": message}


@sensitive_variables()
def request_new_address(request: HttpRequest, subscriber: Subscriber) -> Done:
    form = forms.NewAddressForm(request.POST, auto_id=forms.IDS)
    if not form.is_valid():
        return {"new_address_form": form, "errors": form.errors.values()}
    if not address_changes.request(subscriber, form.cleaned_data["new_email"]):
        return {"message": _("This is your address already. Nothing has changed.")}
    tasks.enqueue(tasks.send_reader_emails)
    return {
        "message": _(
            "An email is on its way to your new address. Open it and press the button: until then, "
            "your emails go to the old one."
        )
    }


@sensitive_variables()
def download(request: HttpRequest, subscriber: Subscriber) -> Done:
    return JsonResponse(
        data_export.of_reader(subscriber),
        encoder=DjangoJSONEncoder,
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": 'attachment; filename="subscription.json"'},
    )


@sensitive_variables()
def erase(request: HttpRequest, subscriber: Subscriber) -> Done:
    form = forms.EraseForm(request.POST, auto_id=forms.IDS)
    if not form.is_valid():
        return {"erase_form": form, "errors": form.errors.values()}
    token = tokens.unsubscribe_token(subscriber)
    erasure.erase(subscriber)
    return page(request, "erased", {"reason_form": forms.reason_form(token)})


# What anyone may do who has an email to this reader.
CHOICES: dict[str, Act] = {
    "frequency": choose_frequency,
    "pause": pause,
    "resume": resume,
    "unsubscribe": unsubscribe,
    "link": send_link,
}
# What shows the address, or what we have, or can't be taken back.
OWNERS_ACTS: dict[str, Act] = CHOICES | {
    "new-address": request_new_address,
    "download": download,
    "erase": erase,
}
