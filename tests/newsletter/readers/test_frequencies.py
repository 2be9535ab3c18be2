import pytest

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import frequencies

Frequency = Subscriber.Frequency


def chosen(reader):
    reader.refresh_from_db()
    kinds = list(reader.consent_events.values_list("kind", "method"))
    return reader.frequency, reader.is_frequency_chosen, kinds


def test_choose_records_that_the_reader_chose(site):
    reader = rows.subscriber(site)
    assert frequencies.choose(reader, Frequency.WEEKLY) is True
    assert chosen(reader) == ("weekly", True, [("frequency", "link")])


def test_choose_what_was_the_default_is_a_choice_too(site):
    reader = rows.subscriber(site)
    assert frequencies.choose(reader, Frequency.INSTANT) is True
    assert frequencies.choose(reader, Frequency.INSTANT) is False
    assert chosen(reader) == ("instant", True, [("frequency", "link")])


@pytest.mark.parametrize("status", ["pending", "unsubscribed", "suppressed"])
def test_choose_changes_nothing_for_readers_who_are_not_subscribed(site, status):
    reader = rows.subscriber(site, status=status)
    assert frequencies.choose(reader, Frequency.WEEKLY) is False
    assert chosen(reader) == ("instant", False, [])
