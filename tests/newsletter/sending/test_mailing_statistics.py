"""What happened after a mailing: came back, complained, left before the next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import editors, mailing_pages, provider_reports, rows
from wagtail_therapy.newsletter.models import Delivery, Mailing, ProviderEvent
from wagtail_therapy.newsletter.readers import acts, subscriptions
from wagtail_therapy.newsletter.sending import mailing_statistics
from wagtail_therapy.newsletter.sending.mailing_statistics import Statistics


@pytest.fixture
def sent(finished, site):
    """A mailing of an hour ago to eight readers: two came back, one of them by a full mailbox."""
    begun = timezone.now() - timedelta(hours=1)
    Mailing.objects.update(frozen_at=begun, finished_at=begun, total=8, sent=6, failed=2)
    finished.refresh_from_db()
    for number, reader in enumerate(rows.subscribers(site, 8)):
        delivery = provider_reports.delivered_to(reader, finished)
        reasons = ["reported as gone", "reported as full"]
        state = Delivery.State.FAILED if number < len(reasons) else Delivery.State.SENT
        reason = (reasons + [""] * 8)[number]
        Delivery.objects.filter(pk=delivery.pk).update(state=state, error_class=reason)
    return finished


def test_what_came_back_and_who_complained_is_counted_once(sent):
    delivery = sent.deliveries.last()
    for number in range(2):
        ProviderEvent.objects.create(
            provider="test",
            event_id=str(number),
            event_type="complained",
            delivery=delivery,
            occurred_at=timezone.now(),
        )
    assert mailing_statistics.of(sent) == Statistics(accepted=6, bounced=2, complained=1, left=0)


def test_readers_who_left_count_until_the_next_mailing(sent, site):
    readers = [one.subscriber for one in sent.deliveries.all()]
    subscriptions.unsubscribe(readers[0], "link")
    acts.erase(readers[0], sites=[site], never_again=False, by="Orla")
    acts.never_again(readers[1], by="Orla")
    assert mailing_statistics.of(sent).left == 2
    later = Mailing.objects.create(
        site=site, dedupe_key="later", frozen_at=timezone.now(), not_after=timezone.now()
    )
    subscriptions.unsubscribe(readers[2], "link")
    assert (mailing_statistics.of(sent).left, mailing_statistics.of(later).left) == (2, 1)


def test_page_hides_numbers_below_five(sent, site, editor_client):
    for delivery in sent.deliveries.all()[:5]:
        subscriptions.unsubscribe(delivery.subscriber, "link")
    page = editors.parsed(editor_client.get(mailing_pages.url(sent)))
    table = page.find(attrs={"aria-labelledby": "therapy-statistics-heading"})
    found = [
        (row.th.get_text(strip=True), row.td.get_text(strip=True)) for row in table.select("tr")
    ]
    assert found == [
        ("Accepted by their mail server", "6"),
        ("Came back", "fewer than 5"),
        ("Marked as spam", "0"),
        ("Left before your next email", "5"),
    ]


def test_page_of_a_mailing_that_is_not_over_has_no_such_table(mailing, editor_client):
    assert "What happened since" not in editor_client.get(mailing_pages.url(mailing)).text
