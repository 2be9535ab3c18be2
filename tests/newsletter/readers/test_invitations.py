"""People of a file who didn't agree: asked once, in the practice's words, and then left alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import visitors
from tests.newsletter.readers import import_rows
from tests.newsletter.readers.import_rows import listed
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber, SubscriberImport
from wagtail_therapy.newsletter.readers import (
    confirmations,
    erasure,
    import_undoing,
    subscriptions,
)

ADA = "ada@mail.example"
LIST = listed((ADA, "active"), ("bo@mail.example", "unsubscribed"))


@pytest.fixture
def asking(practice):
    """An import that asks Ada, whose email is due at once."""
    done = import_rows.done(practice.site, LIST, asks=True)
    make_due()
    return done


def make_due():
    Subscriber.objects.update(confirmation_due_at=timezone.now() - timedelta(seconds=1))


def send():
    return [confirmations.send(reader) for reader in Subscriber.objects.order_by("pk")]


def asked_again(site):
    return import_rows.done(site, LIST, asks=True).counts


def test_people_are_asked_once_in_the_practices_words(asking, mailoutbox):
    assert asking.counts == {"invited": 1, "stopped": 1}
    assert (send(), send()) == ([True], [False])
    [message] = mailoutbox
    html = message.alternatives[0].content
    assert (message.to, message.subject) == ([ADA], "New posts?")
    assert [import_rows.QUESTION in text for text in (message.body, html)] == [True, True]
    assert Subscriber.objects.get().status == Subscriber.Status.PENDING


def test_practice_has_some_minutes_to_undo_it_before_the_first_email(practice, mailoutbox):
    done = import_rows.done(practice.site, LIST, asks=True)
    assert (send(), mailoutbox) == ([False], [])
    assert import_undoing.undo(done, "Orla") == 2
    assert (Subscriber.objects.count(), ConsentEvent.objects.count()) == (0, 0)


def test_import_whose_people_were_asked_is_not_undone(asking, mailoutbox):
    send()
    with pytest.raises(import_undoing.CannotUndoError) as refused:
        import_undoing.undo(asking, "Orla")
    assert refused.value.readers == 1


def test_who_confirms_is_on_the_list_with_the_words_as_proof(asking, mailoutbox):
    send()
    reader = Subscriber.objects.get()
    assert subscriptions.confirm(reader, reader.token_version)
    proof = reader.consent_events.get(kind="confirmed")
    assert (proof.consent_text.text, reader.invited_by) == (import_rows.QUESTION, None)
    assert Subscriber.objects.mailable().get() == reader


def test_who_does_not_answer_is_deleted_and_never_asked_again(asking, mailoutbox):
    send()
    Subscriber.objects.update(created_at=timezone.now() - timedelta(days=8))
    subscriptions.purge()
    assert (Subscriber.objects.count(), ConsentEvent.objects.filter(kind="invited").count()) == (
        0,
        1,
    )
    assert asked_again(asking.site) == {"asked-before": 1, "left-here": 1}
    assert import_rows.done(asking.site, LIST).counts == {"asked-before": 1, "left-here": 1}
    assert len(mailoutbox) == 1


def test_who_is_erased_meanwhile_is_not_asked_again(asking):
    erasure.forget(ADA)
    assert asked_again(asking.site) == {"asked-before": 1, "left-here": 1}


def test_who_waits_for_the_email_is_kept_until_it_is_sent(asking, mailoutbox):
    Subscriber.objects.update(created_at=timezone.now() - timedelta(days=8))
    subscriptions.purge()
    assert send() == [True]
    assert Subscriber.objects.get().deletion_due_at > timezone.now() + timedelta(days=5)
    subscriptions.purge()
    assert Subscriber.objects.count() == 1


def test_who_signs_up_before_gets_the_usual_email_at_once(practice, mailoutbox):
    import_rows.done(practice.site, LIST, asks=True)
    reader = visitors.ask(practice.site, ADA)
    assert (reader.invited_by, confirmations.send(reader)) == (None, True)
    assert mailoutbox[0].subject.startswith("Please confirm")
    assert reader.consent_events.filter(kind="requested").count() == 1


def test_who_left_there_by_another_file_is_not_asked(asking, mailoutbox):
    import_rows.done(asking.site, listed((ADA, "unsubscribed")))
    assert (send(), mailoutbox) == ([False], [])


def test_they_leave_half_of_the_hour_to_people_who_wait(practice, therapy, mailoutbox):
    therapy(CONFIRMATIONS_PER_SITE_PER_HOUR=4, CONFIRMATIONS_PER_DOMAIN_PER_HOUR=100)
    people = [(f"a{n}@x{n}.example", "active") for n in range(4)]
    import_rows.done(practice.site, listed(*people), asks=True)
    make_due()
    assert sum(send()) == 2
    assert confirmations.send(visitors.ask(practice.site, ADA))


def test_new_reader_who_is_to_be_asked_has_no_day_of_deletion(asking):
    assert Subscriber.objects.get().deletion_due_at is None
    assert SubscriberImport.objects.get().asks
