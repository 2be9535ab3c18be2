"""An address is forgotten because its owner asks for it."""

import io

import pytest
from django.utils import timezone, translation
from wagtail.models import Site

from tests.newsletter import provider_reports, rows, visitors, worker_sessions
from tests.newsletter.readers import import_rows
from tests.newsletter.visitors import ADDRESS
from wagtail_therapy.newsletter import signals
from wagtail_therapy.newsletter.models import ConsentEvent, Mailing, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import (
    confirmations,
    erasure,
    exports,
    import_work,
    imports,
    list_restoring,
    restored_rows,
    subscriptions,
)
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


def test_forget_deletes_the_reader_on_every_site_and_no_other_reader(sites):
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
def test_forget_sends_the_unsubscribed_signal_for_subscribed_readers(site, state, expected):
    heard = []

    def left(subscriber, **kwargs):
        heard.append(subscriber.email)

    signals.subscriber_unsubscribed.connect(left)
    rows.subscriber(site, ADDRESS, state)
    erasure.forget(ADDRESS)
    signals.subscriber_unsubscribed.disconnect(left)
    assert heard == expected


FILE = import_rows.listed((ADDRESS, "active"), ("bo@mail.example", "active"))
DELETED = (
    "We deleted this file, because a person was erased who may be in it. Nothing was imported. "
    "You can choose the file again: people who were erased stay out."
)


def forget(site):
    return erasure.forget(ADDRESS, sites=[site])


def erase_themselves(site):
    return erasure.erase(Subscriber.objects.get(site=site, email=ADDRESS))


@pytest.mark.parametrize("erase", [forget, erase_themselves])
@pytest.mark.parametrize("make", [import_rows.stored, import_rows.checked])
def test_file_that_waits_for_its_import_is_deleted(sites, erase, make):
    for place in sites:
        rows.subscriber(place, ADDRESS)
    here, there = [make(place, FILE) for place in sites]
    with translation.override("de"):
        erase(sites[0])
    for one in (here, there):
        one.refresh_from_db()
    assert (here.state, here.error, here.file_parts.count()) == ("failed", DELETED, 0)
    assert (there.error, there.file_parts.count()) == ("", 1)
    assert not import_work.begin(here, by="Orla")


def test_forget_says_how_many_files_it_deleted(site):
    import_rows.stored(site, FILE)
    assert erasure.forget(ADDRESS) == Erased(0, 0, 0, 0, files=1)


@pytest.mark.parametrize("known_as", ["", "pending", "active"])
def test_import_that_is_running_leaves_the_address_out(site, known_as):
    if known_as:
        confirmed_at = timezone.now() if known_as == "active" else None
        rows.subscriber(site, ADDRESS, known_as, confirmed_at=confirmed_at)
    begun = import_rows.begun(site, FILE)
    erasure.forget(ADDRESS)
    assert (kinds(), begun.file_parts.count()) == ([("erased", None)], 1)

    import_work.work_on(begun)
    begun.refresh_from_db()
    assert (begun.counts, begun.file_parts.count()) == ({"left-here": 1, "added": 1}, 0)
    assert Subscriber.objects.get().email == "bo@mail.example"


def test_worker_that_checks_a_deleted_file_stops(site, monkeypatch):
    stored = import_rows.stored(site, FILE)
    import_work.check(stored, stored.layouts)
    previewed = imports.previewed

    def erase_first(*arguments):
        erasure.forget(ADDRESS)
        return previewed(*arguments)

    monkeypatch.setattr(imports, "previewed", erase_first)
    assert import_work.work_on(stored) is False
    stored.refresh_from_db()
    assert (stored.state, stored.error, stored.report_parts.count()) == ("failed", DELETED, 0)


def test_whole_list_that_is_being_imported_leaves_the_address_out(site, monkeypatch):
    for address in (ADDRESS, "bo@mail.example"):
        rows.subscriber(site, address)
    file = io.BytesIO(b"".join(exports.begin(site, "whole", by="Orla")))
    Subscriber.objects.all().delete()
    add = restored_rows.add_readers

    def erase_first(*arguments):
        erasure.forget(ADDRESS)
        return add(*arguments)

    monkeypatch.setattr(restored_rows, "add_readers", erase_first)
    begun = imports.start(site, "list.zip", import_rows.STATEMENT, "Orla")
    assert list_restoring.restore(begun, file).counts == {"restored": 2}
    assert Subscriber.objects.get().email == "bo@mail.example"
