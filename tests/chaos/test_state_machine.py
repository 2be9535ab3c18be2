"""Hypothesis tries events in any order, and looks for one in which a reader is mailed twice."""

import contextlib
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.chaos.fake_transport import FakeProvider, FakeTransport, KilledError, Plan, Worker
from tests.chaos.reconciliation import check_sum
from tests.chaos.strategies import planned_outcomes, several
from tests.newsletter import provider_reports
from tests.newsletter.worker_sessions import vanish
from wagtail_therapy.newsletter.models import ConsentEvent, Delivery, Lease, Mailing, Subscriber
from wagtail_therapy.newsletter.readers import subscriptions
from wagtail_therapy.newsletter.sending import deliveries, mailings, manual_resolution, preparation

READERS = 6
A_DAY = timedelta(days=1)
State = Delivery.State

workers = st.sampled_from([0, 1])
readers = st.integers(0, READERS - 1)
# What ends a mailing must be rare, or hardly one gets to where it may go wrong.
rarely = st.sampled_from([*[False] * 2, True])


class MailingMachine(RuleBasedStateMachine):
    """Two workers, a sweep, readers, an operator and a provider, all at one mailing."""

    def __init__(self, mailing_id, *, knows_keys):
        super().__init__()
        self.mailing_id = mailing_id
        self.provider = FakeProvider(knows_keys=knows_keys)
        self.workers: dict[int, Worker] = {}
        # How many copies may have left, by delivery: more than one where an operator asked.
        self.allowed: dict[int, int] = {}
        self.skipped: set[int] = set()
        self.undo = transaction.atomic()
        # What Django's own test cases say of theirs, so that durable transactions may be within.
        self.undo._from_testcase = True
        self.undo.__enter__()

    def teardown(self):
        try:
            self.come_to_an_end()
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @property
    def mailing(self):
        return Mailing.objects.get(pk=self.mailing_id)

    def worker(self, number) -> Worker | None:
        """Return a worker that is alive, or hire one, if there is something to do."""
        if number not in self.workers:
            mailing = self.mailing
            lease = Lease.acquire(mailing)
            if lease and preparation.prepare(mailing):
                self.workers[number] = Worker(lease, self.provider)
        return self.workers.get(number)

    # Hypothesis calls one rule as often as another, and most of what happens is work.
    @rule(planned=several)
    def first_works(self, planned):
        self.work(0, planned)

    @rule(planned=several)
    def second_works(self, planned):
        self.work(1, planned)

    @rule(first=planned_outcomes, second=planned_outcomes)
    def both_work(self, first, second):
        self.handle(0, first)
        self.handle(1, second)

    def work(self, number, planned):
        for one in planned:
            self.handle(number, one)

    def handle(self, number, planned):
        if worker := self.worker(number):
            worker.claimed = worker.claimed or deliveries.claim(worker.lease)
            worker.transport.planned = planned
            with self.living(number):
                if worker.claimed:
                    worker.session.handle(worker.claimed.pop(0))
                elif not Lease.objects.filter(pk=worker.lease.pk).exists():
                    self.end_session(number)

    @rule(number=workers)
    def end_session(self, number):
        if worker := self.workers.pop(number, None):
            worker.session.finish()
            worker.session.is_stopped = True
            worker.session.handle_all(worker.claimed)
            worker.session.record_progress()
            mailings.finish_if_done(worker.session.mailing)
            worker.lease.delete()

    @rule(number=workers)
    def kill(self, number):
        self.workers.pop(number, None)

    @rule()
    def sweep(self):
        vanish()
        with self.provider_known_to_sweep():
            deliveries.sweep()

    @rule()
    def wait(self):
        Delivery.objects.update(next_attempt_at=None)
        Mailing.objects.update(not_before=timezone.now() - A_DAY)
        mailings.resume(self.mailing)

    @rule()
    def provider_forgets(self):
        """A day goes by, and the keys are no longer known."""
        self.provider.known.clear()
        tried = Delivery.objects.filter(first_attempt_at__isnull=False)
        tried.update(first_attempt_at=F("first_attempt_at") - A_DAY)
        for worker in self.workers.values():
            worker.let_go_by(A_DAY)

    @rule(number=readers, is_meant=rarely, is_erased=st.booleans())
    def lose_reader(self, number, is_meant, is_erased):
        reader = self.reader(number) if is_meant else None
        if reader and is_erased:
            reader.delete()
        elif reader:
            subscriptions.unsubscribe(reader, ConsentEvent.Method.LINK)

    @rule(is_meant=rarely, is_final=st.booleans())
    def stop(self, is_meant, is_final):
        if is_meant and is_final:
            mailings.cancel(self.mailing)
        elif is_meant:
            mailings.pause(self.mailing, "By hand.")

    @rule()
    def mark_sent(self):
        manual_resolution.mark_sent(self.mailing, "an operator")

    @rule()
    def send_again(self):
        mailing = self.mailing
        ids = list(manual_resolution.unknown(mailing).values_list("pk", flat=True))
        with contextlib.suppress(manual_resolution.CannotSendAgainError):
            manual_resolution.send_again(mailing, "an operator", ids)
            for pk in ids:
                self.allowed[pk] = self.provider.copies[pk] + 1

    @rule(number=readers, has_bounced=st.booleans())
    def report(self, number, has_bounced):
        delivery = self.delivery(number)
        if not delivery or not self.provider.copies[delivery.pk]:
            return
        if has_bounced:
            provider_reports.hard(delivery, recipient=address(number))
        else:
            provider_reports.record("delivered", delivery, recipient=address(number))

    @invariant()
    def no_reader_is_mailed_more_often_than_asked_for(self):
        for pk, number in self.provider.copies.items():
            assert number <= self.allowed.get(pk, 1)

    @invariant()
    def skipped_stays_skipped(self):
        found = Delivery.objects.filter(state=State.SKIPPED).values_list("pk", flat=True)
        assert self.skipped <= set(found)
        self.skipped = set(found)

    @contextlib.contextmanager
    def living(self, number):
        try:
            yield
        except KilledError:
            del self.workers[number]

    @contextlib.contextmanager
    def provider_known_to_sweep(self):
        """Let the sweep know whether the provider knows keys."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(deliveries.recovery, "Transport", lambda: FakeTransport(self.provider))
            yield

    def reader(self, number):
        return Subscriber.objects.filter(email=address(number)).first()

    def delivery(self, number):
        return Delivery.objects.filter(subscriber__email=address(number)).first()

    def come_to_an_end(self):
        """Let everything work again: then each delivery must be settled, and truthfully."""
        for _ in range(50):
            self.wait()
            for number in (0, 1):
                self.handle(number, Plan())
                self.end_session(number)
            mailings.finish_if_done(self.mailing)
            self.sweep()
            if self.mailing.finished_at and not self.mailing.deliveries.unsettled().exists():
                break
        self.check_end()

    def check_end(self):
        self.no_reader_is_mailed_more_often_than_asked_for()
        mailing = self.mailing
        assert mailing.finished_at
        check_sum(mailing)
        for delivery in mailing.deliveries.filter(state=State.SENT, resolved_at=None):
            assert self.provider.copies[delivery.pk]


def address(number):
    return f"reader-{number}@mail.example"


def check(mailing, enlist, therapy, *, knows_keys, **options):
    therapy(MAIL_CLAIM_SIZE=3)
    enlist(READERS)
    run_state_machine_as_test(
        lambda: MailingMachine(mailing.pk, knows_keys=knows_keys),
        settings=settings(
            **options,
            stateful_step_count=40,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("knows_keys", [False, True], ids=["smtp", "keys"])
def test_15_runs_never_email_a_reader_twice(mailing, enlist, therapy, knows_keys):
    check(mailing, enlist, therapy, knows_keys=knows_keys, max_examples=15, derandomize=True)


@pytest.mark.chaos
@pytest.mark.parametrize("knows_keys", [False, True], ids=["smtp", "keys"])
def test_200_runs_never_email_a_reader_twice(mailing, enlist, therapy, knows_keys):
    check(mailing, enlist, therapy, knows_keys=knows_keys, max_examples=200, print_blob=True)
