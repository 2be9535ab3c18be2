"""Whether one reader got a mailing, for a user who types the reader's address."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from .. import email_addresses
from ..models import Delivery, DigestEntry, Mailing, ProviderEvent, Subscriber
from ..transport import failure_reasons
from .mailing_summary import when

State = Delivery.State


class LookupForm(forms.Form):
    # Longer than an address may be, so that our own message is shown.
    email = forms.CharField(
        label=gettext_lazy("The reader’s whole email address"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Enter an email address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    use_required_attribute = False

    def clean_email(self) -> str:
        return email_addresses.clean(self.cleaned_data["email"])


@sensitive_variables()
def find(mailing: Mailing, address: str) -> Delivery | None:
    """Return the delivery of a mailing to a cleaned address, even if the reader was deleted."""
    key = email_addresses.address_key(address)
    readers = Subscriber.objects.filter(site=mailing.site_id, email_key=key)
    # By the reader first: there is no index on the hashes.
    by_reader = mailing.deliveries.filter(subscriber__in=readers.values("pk"))
    by_hash = mailing.deliveries.filter(email_hash__in=email_addresses.address_hashes(address))
    return by_reader.first() or by_hash.first()


@sensitive_variables()
def find_in_digest(mailing: Mailing, address: str) -> DigestEntry | None:
    """Return the entry of a reader who gets the post of a mailing in a digest."""
    key = email_addresses.address_key(address)
    entries = mailing.digest_entries.select_related("digest")
    return entries.filter(subscriber__email_key=key).first()


@sensitive_variables()
def sentence_in_digest(entry: DigestEntry, address: str) -> str:
    if entry.digest is None:
        return _("This reader gets it in the next digest.")
    said = sentence(find(entry.digest, address))
    return _("This reader gets it in a digest, “%(digest)s”. %(sentence)s") % {
        "digest": entry.digest,
        "sentence": said,
    }


def sentence(delivery: Delivery | None) -> str:
    """Return what happened to a delivery, and when. None: the address wasn't a recipient."""
    if delivery is None:
        return _("This address wasn’t among the recipients.")
    values = {
        "reason": failure_reasons.in_words(delivery.error_class),
        "name": delivery.resolved_by,
    }
    return _text(delivery) % (values | {"time": when(_time(delivery))})


def _text(delivery: Delivery) -> str:
    match delivery.state:
        case State.SENT if _is_marked(delivery):
            return _("At %(time)s %(name)s marked it as sent to this reader.")
        case State.SENT:
            return _("At %(time)s it was sent to this reader.")
        case State.UNKNOWN:
            return _(
                "We don’t know whether this reader got it. It was handed over at %(time)s, but the "
                "mail server’s answer was lost."
            )
        case State.FAILED:
            return _text_of_failed(delivery)
        case State.SKIPPED:
            return _("It wasn’t sent to this reader: %(reason)s.")
    return _("It hasn’t been sent to this reader yet.")


def _text_of_failed(delivery: Delivery) -> str:
    if delivery.was_unknown:
        return _(
            "We don’t know whether this reader got it. It was sent again, and then couldn’t be "
            "delivered: %(reason)s."
        )
    return _("It couldn’t be delivered to this reader: %(reason)s.")


def _is_marked(delivery: Delivery) -> bool:
    """Whether a person's last word was that it arrived, not to send it again.

    A provider's report counts for more: it may be about the second email.
    """
    attempt, said_at = delivery.first_attempt_at, delivery.resolved_at
    is_said = said_at is not None and (attempt is None or attempt <= said_at)
    return is_said and not ProviderEvent.objects.filter(delivery=delivery.pk).exists()


def _time(delivery: Delivery) -> datetime:
    if delivery.resolved_at and _is_marked(delivery):
        return delivery.resolved_at
    mailing = delivery.mailing
    return delivery.first_attempt_at or mailing.frozen_at or mailing.created_at
