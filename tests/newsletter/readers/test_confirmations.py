"""The mail that asks to confirm: who gets which, how often it is tried, and who never gets one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows
from tests.newsletter.visitors import ADDRESS, STATES, add_reader, ask
from tests.processes import wait_until
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import confirmations, subscriptions
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult

Status = Subscriber.Status

ASKED = "Please confirm your subscription to Foreign Practice"
ALREADY_SUBSCRIBED = "Your subscription to Foreign Practice"


def send(subscriber):
    """Send what is owed; return (whether it was accepted, what is still owed, attempts)."""
    accepted = confirmations.send(subscriber)
    subscriber.refresh_from_db()
    return accepted, bool(subscriber.confirmation_due_at), subscriber.confirmation_attempts


def end_lease(subscriber):
    """Let the time pass after which an attempt that came to nothing is made again."""
    Subscriber.objects.filter(pk=subscriber.pk).update(confirmation_due_at=timezone.now())


@pytest.mark.parametrize(
    ("state", "subject"),
    [
        ("unknown", ASKED),
        (Status.PENDING, ASKED),
        (Status.UNSUBSCRIBED, ASKED),
        (Status.ACTIVE, ALREADY_SUBSCRIBED),
        (Status.PAUSED, ALREADY_SUBSCRIBED),
        (Status.SUPPRESSED, None),
        ("erased", None),
        # Their mailbox may work again: what arrives and is confirmed proves it.
        ("bounced", ASKED),
        ("bounced-erased", ASKED),
    ],
)
def test_send_confirmation_reveals_the_status_only_in_the_email(
    practice, mailoutbox, state, subject
):
    add_reader(practice.site, state)

    reader = ask(practice.site)
    accepted, is_owed, attempts = send(reader)

    assert [message.subject for message in mailoutbox] == [subject] * bool(subject)
    assert (accepted, is_owed, attempts) == (bool(subject), False, 0)


def test_every_state_is_decided_upon():
    by_mail = ["unknown", "pending", "active", "paused", "unsubscribed"]
    decided = [*by_mail, "suppressed", "erased", "bounced", "bounced-erased"]
    assert sorted(decided) == sorted(STATES)


@pytest.mark.parametrize("reason", ["complained", "by-request", "manual"])
@pytest.mark.parametrize(
    "state", [Status.PENDING, Status.ACTIVE, Status.UNSUBSCRIBED, Status.SUPPRESSED]
)
def test_send_confirmation_never_writes_to_a_suppressed_address(
    practice, mailoutbox, state, reason
):
    reader = rows.subscriber(practice.site, status=state)
    Suppression.objects.create(site=practice.site, address_hash=reader.address_hash, reason=reason)

    assert send(ask(practice.site)) == (False, False, 0)
    assert mailoutbox == []


def test_send_confirmation_writes_to_who_left_and_asks_again(practice, mailoutbox):
    reader = rows.subscriber(practice.site)
    subscriptions.unsubscribe(reader, ConsentEvent.Method.LINK)

    assert send(ask(practice.site)) == (True, False, 0)
    assert [message.subject for message in mailoutbox] == [ASKED]


def test_send_confirmation_sends_nothing_that_is_not_owed(practice, mailoutbox):
    assert send(rows.subscriber(practice.site, status=Status.PENDING)) == (False, False, 0)
    assert mailoutbox == []


def test_send_confirmation_is_tried_again_until_the_server_takes_it(practice, smtp_server):
    reader = ask(practice.site)
    smtp_server.rules(refuse_recipients={ADDRESS: "451 4.7.1 Greylisted"})
    assert send(reader) == (False, True, 1)
    assert send(reader) == (False, True, 1)

    end_lease(reader)
    smtp_server.rules()
    assert send(reader) == (True, False, 0)
    assert smtp_server.recipients() == [ADDRESS]


def test_send_confirmation_gives_up_on_an_address_that_does_not_exist(practice, smtp_server):
    reader = ask(practice.site)
    smtp_server.rules(refuse_recipients={ADDRESS: "550 5.1.1 No such user"})
    assert send(reader) == (False, False, 0)
    reader.refresh_from_db()
    assert reader.status == Status.SUPPRESSED
    assert Suppression.objects.get().reason == Suppression.Reason.BOUNCED


def test_send_confirmation_gives_up_after_five_attempts(practice, smtp_server):
    reader = ask(practice.site)
    smtp_server.rules(refuse_recipients={ADDRESS: "451 4.7.1 Greylisted"})
    outcomes = []
    for _ in range(5):
        end_lease(reader)
        outcomes.append(send(reader))
    assert outcomes == [
        *[(False, True, attempt) for attempt in (1, 2, 3, 4)],
        (False, False, 0),
    ]


def test_send_confirmation_waits_for_a_server_that_is_away_as_long_as_it_takes(
    practice, smtp_server
):
    reader = ask(practice.site)
    smtp_server.rules(unavailable=True)
    for _ in range(8):
        end_lease(reader)
        assert send(reader) == (False, True, 0)

    end_lease(reader)
    smtp_server.rules()
    assert send(reader) == (True, False, 0)


def test_send_confirmation_is_repeated_when_its_delivery_is_uncertain(practice, smtp_server):
    reader = ask(practice.site)
    smtp_server.rules(drop="after_dot")
    assert send(reader) == (False, True, 1)

    end_lease(reader)
    smtp_server.rules()
    assert send(reader) == (True, False, 0)
    # Asking twice does no harm; not asking would.
    assert smtp_server.recipients() == [ADDRESS, ADDRESS]


@pytest.mark.parametrize("missing", ["sender_email", "postal_address"])
def test_send_confirmation_waits_until_the_practice_says_who_it_is(practice, mailoutbox, missing):
    value = getattr(practice, missing)
    setattr(practice, missing, "")
    practice.save()
    reader = ask(practice.site)
    assert send(reader) == (False, True, 0)

    setattr(practice, missing, value)
    practice.save()
    end_lease(reader)
    assert send(reader) == (True, False, 0)


def test_send_confirmation_survives_a_template_that_cannot_be_rendered(
    practice, settings, tmp_path, mailoutbox
):
    folder = tmp_path / "wagtail_therapy/newsletter/emails"
    folder.mkdir(parents=True)
    (folder / "confirm.txt").write_text("{% url 'of_no_view' %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    assert send(ask(practice.site)) == (False, True, 1)
    assert mailoutbox == []


def test_send_confirmation_gives_up_on_a_mail_that_cannot_be_made(practice, monkeypatch, caplog):
    def fail(subscriber):
        raise ValueError(f"Address parts of {subscriber.email} cannot contain CR or LF")

    monkeypatch.setattr(confirmations.emails_to_readers, "confirmation", fail)
    reader = ask(practice.site)
    outcomes = []
    for _ in range(5):
        end_lease(reader)
        outcomes.append(send(reader))

    assert outcomes[-2:] == [(False, True, 4), (False, False, 0)]
    assert ADDRESS not in caplog.text


def due_in(subscriber):
    """Return in how many seconds the mail is owed again."""
    subscriber.refresh_from_db()
    return round((subscriber.confirmation_due_at - timezone.now()).total_seconds())


@pytest.mark.usefixtures("stopped_clock")
def test_send_confirmation_is_owed_again_when_its_worker_dies(practice, monkeypatch):
    def die(*_message):
        raise KeyboardInterrupt

    monkeypatch.setattr(Transport, "send", die)
    reader = ask(practice.site)
    with pytest.raises(KeyboardInterrupt):
        confirmations.send(reader)
    assert due_in(reader) == 15


@pytest.mark.usefixtures("stopped_clock")
@pytest.mark.parametrize("answer", ["451 4.7.1 Greylisted", "421 4.3.2 Busy"])
def test_send_confirmation_waits_for_five_minutes_after_an_answer(practice, smtp_server, answer):
    reader = ask(practice.site)
    smtp_server.rules(refuse_recipients={reader.email: answer})
    assert confirmations.send(reader) is False
    assert due_in(reader) == 300


@pytest.mark.django_db(transaction=True)
def test_send_confirmation_stays_with_its_worker_as_long_as_the_server_takes(
    practice, therapy, monkeypatch
):
    reader = ask(practice.site)
    therapy(MAIL_LEASE=timedelta(seconds=0.5))
    sending = []

    def wait_for_a_renewal(*_message):
        reader.refresh_from_db()
        sending.append(reader.confirmation_due_at)
        wait_until(lambda: Subscriber.objects.get().confirmation_due_at > sending[0])
        sending.append(confirmations.send_due(1))
        return SendResult(Outcome.ACCEPTED)

    monkeypatch.setattr(Transport, "send", wait_for_a_renewal)
    assert confirmations.send(reader) is True
    assert (sending[1], confirmations.due()) == (0, [])
