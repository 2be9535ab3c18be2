"""What the practice does for a reader who asks: each act once, and in the audit log."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.newsletter import rows
from tests.sites import add_site
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import acts, reader_log

Status = Subscriber.Status


@pytest.fixture
def reader(site):
    return rows.subscriber(site, "ada@mail.example")


def logged():
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", "label"))


def test_unsubscribe_is_done_and_recorded_once(reader):
    done = [acts.unsubscribe(reader, by="Orla") for _again in range(2)]
    event = reader.consent_events.get()
    assert (done, reader.status) == ([True, False], Status.UNSUBSCRIBED)
    assert (event.kind, event.method, event.by) == ("unsubscribed", "admin", "Orla")
    assert logged() == [(reader_log.UNSUBSCRIBE, f"Reader {reader.pk}")]


def test_never_again_is_the_readers_wish(reader):
    done = [acts.never_again(reader, by="Orla") for _again in range(2)]
    assert done == [True, False]
    assert Suppression.objects.get().reason == "by-request"
    assert ConsentEvent.objects.get(kind="suppressed").why == "asked"


def test_confirmation_is_sent_again_within_the_public_limit(site, time_machine):
    reader = rows.subscriber(site, "waiting@mail.example", Status.PENDING)
    asked = []
    for _day in range(5):
        asked.append(acts.ask_again(reader))
        reader.refresh_from_db()
        if asked[-1]:
            reader.mark_confirmation_sent(timezone.now())
        time_machine.move_to(timezone.now() + timedelta(minutes=11))
    assert asked == [True, True, True, False, False]
    assert ModelLogEntry.objects.filter(action=reader_log.ASK_AGAIN).count() == 3


def test_confirmation_that_is_due_is_not_asked_for_twice(site):
    reader = rows.subscriber(site, "waiting@mail.example", Status.PENDING)
    assert [acts.ask_again(reader) for _again in range(2)] == [True, False]


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.UNSUBSCRIBED, Status.SUPPRESSED])
def test_confirmation_goes_to_no_one_else(site, status):
    reader = rows.subscriber(site, "other@mail.example", status)
    assert acts.ask_again(reader) is False
    assert Subscriber.objects.awaiting_confirmation().count() == 0


@pytest.mark.parametrize(("never_again", "reasons"), [(False, []), (True, ["by-request"])])
def test_erase_touches_only_the_sites_that_are_given(site, reader, never_again, reasons):
    other = add_site("other.example", slug="other")
    rows.subscriber(other, "ada@mail.example")
    number = reader.pk
    acts.erase(reader, sites=[site], never_again=never_again, by="Orla")
    assert [one.site for one in Subscriber.objects.all()] == [other]
    found = Suppression.objects.values_list("reason", "site")
    assert list(found) == [(reason, site.pk) for reason in reasons]
    entry = ModelLogEntry.objects.get(action=reader_log.ERASE)
    tail = ", never to be emailed again" if never_again else ""
    assert (entry.message, entry.comment) == (f"Reader {number} erased{tail}", "Orla")
    assert "ada@" not in str(entry.data) + entry.label
