"""Reports of providers about deliveries, as anymail hands them on."""

from anymail.signals import AnymailTrackingEvent
from django.utils import timezone

from wagtail_therapy.newsletter.models import Delivery, Suppression
from wagtail_therapy.newsletter.provider_events import recording

ADDRESS = "reader@mail.example"


def delivered_to(reader, mailing, state=Delivery.State.UNKNOWN, **fields):
    row = {"attempts": 1, "email_hash": reader.address_hash, **fields}
    return Delivery.objects.create(mailing=mailing, subscriber=reader, state=state, **row)


def event(event_type, delivery=None, **fields):
    metadata = {"delivery_id": str(delivery.pk)} if delivery else {}
    known = {"recipient": ADDRESS, "metadata": metadata, "timestamp": timezone.now()}
    return AnymailTrackingEvent(event_type=event_type, **known | fields)


def record(event_type, delivery=None, provider="Mailtrap", **fields):
    return recording.record(event(event_type, delivery, **fields), provider)


def hard(delivery, **fields):
    return record("bounced", delivery, reject_reason="bounced", **fields)


def soft(delivery, **fields):
    return record("bounced", delivery, reject_reason="other", **fields)


def outcome(delivery):
    delivery.refresh_from_db()
    return delivery.get_state_display(), delivery.error_class


def status(reader):
    reader.refresh_from_db()
    return reader.status, reader.soft_bounces


def suppressions():
    return list(Suppression.objects.values_list("address_hash", "reason"))
