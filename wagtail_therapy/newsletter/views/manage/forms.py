"""The forms with which readers look after their own subscription."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.newsletter import clock, email_addresses, tokens
from wagtail_therapy.newsletter.forms import AddressForm
from wagtail_therapy.newsletter.models import LeavingReason, Subscriber

IDS = "therapy-manage-%s"
FREQUENCIES = [
    (Subscriber.Frequency.INSTANT, gettext_lazy("Each post, when it’s published")),
    (Subscriber.Frequency.WEEKLY, gettext_lazy("Once a week, if there’s something new")),
    (Subscriber.Frequency.MONTHLY, gettext_lazy("Once a month, if there’s something new")),
]
LONGEST_PAUSE = timedelta(days=366)


class LinkForm(AddressForm):
    """Asks for the address to which a link goes."""


class FrequencyForm(forms.Form):
    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=FREQUENCIES,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose how often you want emails."),
            "invalid_choice": gettext_lazy("Choose how often you want emails."),
        },
    )


class PauseForm(forms.Form):
    """Asks for the day on which emails begin again: after today, and within a year."""

    until = forms.DateField(
        label=gettext_lazy("No emails until"),
        error_messages={
            "required": gettext_lazy("Enter the day on which you want emails again."),
            "invalid": gettext_lazy("Enter a day, such as 2027-03-28."),
        },
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "therapy-input"}),
    )

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        first, last = _pause_days()
        self.fields["until"].widget.attrs |= {"min": str(first), "max": str(last)}

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        first, last = _pause_days()
        if until < first:
            raise forms.ValidationError(_("Enter a day after today."))
        if until > last:
            message = _("Enter a day within a year, by %s.")
            raise forms.ValidationError(message % formats.date_format(last))
        return until


class NewAddressForm(forms.Form):
    new_email = forms.CharField(
        label=gettext_lazy("New email address"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Enter your new email address.")},
        widget=forms.EmailInput(
            attrs={"class": "therapy-input", "autocomplete": "email", "inputmode": "email"}
        ),
    )

    use_required_attribute = False

    @sensitive_variables()
    def clean_new_email(self) -> str:
        return email_addresses.clean(self.cleaned_data["new_email"])


class EraseForm(forms.Form):
    is_sure = forms.BooleanField(
        label=gettext_lazy("Yes, delete everything"),
        error_messages={"required": gettext_lazy("Tick the box if you want to delete everything.")},
    )

    use_required_attribute = False


class LeavingReasonForm(forms.Form):
    reason = forms.ChoiceField(choices=LeavingReason.Reason.choices, widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput)

    use_required_attribute = False


@sensitive_variables()
def fresh_link_form(site: Site, *, email: str | None = None, age: float = 0.0) -> LinkForm:
    """Return a form with a new token, as if it had been rendered ``age`` seconds ago."""
    token = tokens.FormToken(
        site_id=site.pk,
        language=get_language() or "",
        consent_hash="",
        rendered_at=clock.now().timestamp() - age,
    )
    return LinkForm(initial={"token": tokens.form_token(token), "email": email}, auto_id=IDS)


def reason_form(token: str) -> LeavingReasonForm:
    """Return the form that asks why a reader has left, with the token of their unsubscribe link."""
    return LeavingReasonForm(initial={"token": token}, auto_id=IDS)


def _pause_days() -> tuple[date, date]:
    today = local_dates.today()
    return today + timedelta(days=1), today + LONGEST_PAUSE
