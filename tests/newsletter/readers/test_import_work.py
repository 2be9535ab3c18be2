"""Imports as workers do them: in slices, one after the other, killed and begun again."""

import io
import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter.readers import import_rows
from tests.newsletter.readers.import_rows import listed
from tests.sites import add_site
from wagtail_therapy.content.file_imports.errors import LostClaimError
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.management import cron
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    Subscriber,
    SubscriberImport,
    Suppression,
)
from wagtail_therapy.newsletter.readers import import_files, import_undoing, import_work, imports
from wagtail_therapy.newsletter.readers.subscriber_files.reading import read

ADA = "ada@mail.example"
State = SubscriberImport.State
WORDS = ["active", "unsubscribed", "complained"]


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(imports, "BATCH", 2)


def many(number):
    return listed(*((f"a{n}@mail.example", "active") for n in range(number)))


def report(one):
    return "".join(one.report_parts.order_by("position").values_list("content", flat=True))


def written(site):
    """Return what imports have written, without times and numbers of rows."""
    return [
        sorted(Subscriber.objects.filter(site=site).values_list("email", "status")),
        sorted(Suppression.objects.filter(site=site).values_list("address_hash", "reason")),
        sorted(ConsentEvent.objects.filter(site=site).values_list("address_hash", "kind")),
    ]


def test_dry_run_counts_and_reports_and_changes_nothing(site, small_batches):
    content = listed((ADA, "active"), (ADA, "active"), ("no", "active"), ("b@x.example", "bounced"))
    checked = import_rows.checked(site, content)
    assert (checked.state, checked.rows_total, checked.claim) == (State.CHECKED, 4, None)
    assert checked.counts == {"added": 1, "repeated": 1, "invalid-address": 1, "stopped": 1}
    assert report(checked) == (
        "list.csv,2,added\nlist.csv,3,repeated\nlist.csv,4,invalid-address\nlist.csv,5,stopped\n"
    )
    assert written(site) == [[], [], []]


def test_import_says_the_same_as_the_dry_run(site, small_batches):
    content = listed(
        *((ADA, word) for word in WORDS),
        *(("bo@mail.example", word) for word in reversed(WORDS)),
        *((ADA, word) for word in WORDS),
    )
    checked = import_rows.checked(site, content)
    foretold = checked.counts, report(checked)
    done = import_rows.done(site, content)
    assert (done.counts, report(done)) == foretold
    assert (done.state, sum(done.counts.values())) == (State.FINISHED, 9)


def test_import_goes_on_where_a_killed_worker_was(site, small_batches, monkeypatch):
    words = itertools.cycle(WORDS)
    content = listed(*((f"a{n % 5}@mail.example", next(words)) for n in range(15)))
    whole = import_rows.done(add_site("other.example", slug="other"), content)
    begun = import_rows.begun(site, content)
    lives = 0
    while begun.state == State.IMPORTING:
        begun.acquire()
        # It commits one batch, and dies with its claim.
        imports.go_on(begun, import_files.files_of(begun), deadline=0)
        SubscriberImport.objects.filter(pk=begun.pk, state=State.IMPORTING).update(
            claimed_until=timezone.now() - timedelta(seconds=1)
        )
        begun.refresh_from_db()
        lives += 1
    assert lives == 9
    assert written(site) == written(whole.site)
    assert (begun.counts, report(begun)) == (whole.counts, report(whole))


def test_worker_whose_claim_was_taken_over_writes_nothing(site, small_batches):
    begun = import_rows.begun(site, many(4))
    silent = SubscriberImport.objects.get(pk=begun.pk)
    silent.acquire()
    files = import_files.files_of(silent)
    SubscriberImport.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    import_work.work_on(begun)
    with pytest.raises(LostClaimError):
        imports.go_on(silent, files)
    assert (Subscriber.objects.count(), begun.counts) == (4, {"added": 4})


def test_two_imports_to_one_list_take_turns(site, small_batches):
    first, second = import_rows.begun(site, many(4)), import_rows.begun(site, many(6))
    import_work.work_on(second)
    assert (second.state, second.rows_done) == (State.IMPORTING, 0)
    first.acquire()
    assert not second.acquire()
    first.release()
    for one in (first, second):
        import_work.work_on(one)
    assert (first.counts, second.counts) == ({"added": 4}, {"known": 4, "added": 2})


def test_imports_to_two_lists_do_not_wait(site):
    first = import_rows.begun(site, many(2))
    second = import_rows.begun(add_site("other.example", slug="other"), many(2))
    assert (first.acquire(), second.acquire()) == (True, True)


def test_import_begins_once_in_two_tabs(site):
    checked = import_rows.checked(site, many(2))
    tab = SubscriberImport.objects.get(pk=checked.pk)
    text = imports.text_of(import_rows.STATEMENT)
    assert import_work.begin(checked, by="Orla", statement=text)
    assert not import_work.begin(tab, by="Orla", statement=text)
    assert not import_work.check(tab, tab.layouts)


def test_new_dry_run_stops_the_one_before(site, small_batches):
    one = import_rows.stored(site, many(4))
    import_work.check(one, one.layouts)
    at_work = SubscriberImport.objects.get(pk=one.pk)
    at_work.acquire()
    import_work.check(one, one.layouts)
    with pytest.raises(LostClaimError):
        at_work.advance(2)
    import_work.work_on(one)
    assert (one.state, one.counts, one.report_parts.count()) == (State.CHECKED, {"added": 4}, 2)


def test_dry_run_that_takes_too_long_for_a_request_is_a_workers(site, small_batches):
    one = import_rows.stored(site, many(4))
    import_work.check(one, one.layouts)
    assert import_work.try_check(one, seconds=0)
    assert (one.state, import_work.due()) == (State.CHECKING, [one.pk])
    tasks.work_on_import(import_id=one.pk)
    one.refresh_from_db()
    assert (one.state, one.counts) == (State.CHECKED, {"added": 4})


def test_task_rings_again_while_rows_are_left(site, small_batches, therapy, queue, committed):
    begun = import_rows.begun(site, many(4))
    therapy(MAIL_SESSION_SECONDS=0)
    with committed():
        tasks.work_on_import(import_id=begun.pk)
    [(name, arguments)] = queue()
    assert (name.rpartition(".")[2], arguments) == (
        "work_on_import",
        f"{{'import_id': {begun.pk}}}",
    )


def test_sweep_rings_for_an_import_that_was_lost(site, queue, committed):
    begun = import_rows.begun(site, many(2))
    with committed():
        tasks.sweep()
    assert [arguments for _name, arguments in queue()] == [f"{{'import_id': {begun.pk}}}"]


def test_cron_imports_without_celery(site):
    begun = import_rows.begun(site, many(2))
    cron.CronRun(10).begin()
    begun.refresh_from_db()
    assert (begun.state, begun.counts) == (State.FINISHED, {"added": 2})


def test_row_that_cannot_be_read_ends_the_dry_run_with_what_to_do(site, small_batches):
    content = many(60) + 'b@mail.example,"active\n'
    checked = import_rows.checked(site, content)
    assert checked.state == State.FAILED
    assert checked.error.startswith("We can’t read line 62")
    assert (checked.file_parts.count(), import_work.due()) == (0, [])


ORDERS = [*itertools.permutations(WORDS)]


@pytest.mark.parametrize("order", ORDERS)
def test_one_person_in_three_files_is_never_emailed_in_whatever_order(site, order):
    for number, word in enumerate(order):
        import_rows.done(site, listed((ADA, word)), asks=number == 1)
    mailable = Subscriber.objects.mailable() | Subscriber.objects.awaiting_confirmation()
    assert (mailable.count(), Suppression.objects.get().reason) == (0, "complained")


def test_three_files_that_wait_at_the_same_time_stop_who_has_left(site):
    waiting = [import_rows.begun(site, listed((ADA, word))) for word in WORDS]
    for one in waiting:
        tasks.work_on_import(import_id=one.pk)
    assert [one.counts for one in SubscriberImport.objects.order_by("pk")] == [
        {"added": 1},
        {"stopped": 1},
        {"stopped": 1},
    ]
    assert Subscriber.objects.get().status == Subscriber.Status.SUPPRESSED


def test_running_import_is_not_undone(site):
    begun = import_rows.begun(site, many(2))
    with pytest.raises(import_undoing.CannotUndoError):
        import_undoing.undo(begun, "Orla")


def test_error_that_each_worker_would_meet_ends_it_and_names_no_address(site, monkeypatch, caplog):
    begun = import_rows.begun(site, many(2))

    def fail(*args):
        raise ValueError(f"cannot write {ADA}")

    monkeypatch.setattr(imports.import_batches, "write", fail)
    import_work.work_on(begun)
    assert (begun.state, "mail.example" in caplog.text) == (State.FAILED, False)
    assert "Import" in caplog.text


def test_import_that_an_error_stops_says_what_to_do(site):
    def stop(*row):
        raise ZeroDivisionError

    begun = imports.start(site, "list.csv", "They signed up at our old site.", "ada")
    with pytest.raises(ZeroDivisionError):
        imports.run(begun, read(io.BytesIO(many(2).encode()), "list.csv"), stop)

    begun.refresh_from_db()
    assert (begun.state, begun.error) == (
        State.FAILED,
        "It broke off. You can undo it, or import the same file once more.",
    )
