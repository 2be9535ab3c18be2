import pytest
from django.db import IntegrityError, transaction

from tests.newsletter import rows, visitors
from wagtail_therapy.newsletter.models import ConsentEvent, ConsentText, Suppression
from wagtail_therapy.newsletter.readers import subscriptions, suppressions


def test_consent_text_keeps_each_wording_once(db):
    first = ConsentText.store("We will email you.", "en")
    assert ConsentText.store("We will email you.", "en") == first
    others = [
        ConsentText.store("We will email you!", "en"),
        ConsentText.store("We will email you.", "de"),
    ]
    assert ConsentText.objects.count() == 3
    assert first not in others


def test_consent_event_is_never_changed(site):
    subscriptions.record(rows.subscriber(site), ConsentEvent.Kind.CONFIRMED, "link")
    event = ConsentEvent.objects.get()
    with pytest.raises(TypeError):
        event.save()


def test_consent_event_survives_the_reader_without_an_address(site):
    reader = visitors.ask(site)
    reader.delete()
    event = ConsentEvent.objects.get()
    assert (event.subscriber, event.address_hash) == (None, reader.address_hash)
    assert str(event) == "asked to subscribe (form on the site)"


def test_suppression_is_one_for_each_site_and_address(site):
    reader = rows.subscriber(site)
    suppressions.suppress(reader, "bounced")
    suppressions.suppress(reader, "unsubscribed")
    assert [one.reason for one in Suppression.objects.all()] == ["bounced"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Suppression.objects.create(site=site, address_hash=reader.address_hash, reason="manual")


def test_suppression_as_text_has_no_address(site):
    reader = rows.subscriber(site)
    suppressions.suppress(reader, "complained")
    suppression = Suppression.objects.get()
    assert str(suppression) == f"marked as spam ({reader.address_hash[-8:]})"
