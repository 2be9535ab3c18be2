"""An address is forgotten because its owner asks for it."""

import pytest
from wagtail.models import Site

from tests.newsletter import provider_reports, rows, visitors, worker_sessions
from tests.newsletter.visitors import ADDRESS
from wagtail_therapy.newsletter import signals
from wagtail_therapy.newsletter.models import ConsentEvent, Mailing, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import confirmations, erasure, subscriptions
from wagtail_therapy.newsletter.readers.erasure import Erased
from wagtail_therapy.newsletter.sending import preparation


@pytest.fixture
def sites(site):
    return [site, Site.objects.create(hostname="other.example", root_page=site.root_page)]


def kinds():
    return list(ConsentEvent.objects.order_by("pk").values_list("kind", "subscriber"))


def test_forget_keeps_the_proof_and_no_address(delivery, reader):
    subscriptions.record(reader, "confirmed", "link")
    assert erasure.forget(ADDRESS.upper()) == Erased(1, 2, 1, 0)
    assert (Subscriber.objects.count(), kinds()) == (0, [("confirmed", None), ("erased", None)])
    assert ADDRESS not in str(visitors.everything())


def test_forget_keeps_nothing_of_who_never_confirmed(site):
    visitors.ask(site)
    assert erasure.forget(ADDRESS) == Erased(1, 0, 0, 0)
    assert (Subscriber.objects.count(), kinds(), Suppression.objects.count()) == (0, [], 0)


def test_forget_forgets_on_every_site_and_nobody_else(sites):
    for place in sites:
        rows.subscriber(place, ADDRESS)
    rows.subscriber(sites[0], "stranger@mail.example")
    assert erasure.forget(ADDRESS).readers == 2
    assert Subscriber.objects.get().email == "stranger@mail.example"


def test_forget_leaves_a_complaint_a_complaint(site, reader):
    subscriptions.suppressions.suppress(reader, "complained")
    erasure.forget(ADDRESS)
    assert provider_reports.suppressions() == [(reader.address_hash, "complained")]


@pytest.mark.parametrize("is_known", [True, False])
def test_forget_for_good_suppresses_on_every_site(sites, practice, mailoutbox, is_known):
    if is_known:
        rows.subscriber(practice.site, ADDRESS)
    assert erasure.forget(ADDRESS, never_again=True).suppressions == 2
    visitors.ask(practice.site)
    assert (confirmations.send_due(9), mailoutbox) == (0, [])


def test_forget_reaches_a_mailing_that_is_being_sent(ready_mailing, smtp_server):
    preparation.prepare(ready_mailing)
    erasure.forget(worker_sessions.FIRST)
    assert worker_sessions.work(ready_mailing) == (
        Mailing.State.FINISHED,
        {"sent": 2, "skipped": 1},
    )
    assert sorted(smtp_server.recipients()) == worker_sessions.ALL_READERS[1:]


@pytest.mark.parametrize(
    ("state", "expected"), [("active", [ADDRESS]), ("paused", [ADDRESS]), ("unsubscribed", [])]
)
def test_forget_tells_the_host_who_is_mailed_no_more(site, state, expected):
    heard = []

    def left(subscriber, **kwargs):
        heard.append(subscriber.email)

    signals.subscriber_unsubscribed.connect(left)
    rows.subscriber(site, ADDRESS, state)
    erasure.forget(ADDRESS)
    signals.subscriber_unsubscribed.disconnect(left)
    assert heard == expected
