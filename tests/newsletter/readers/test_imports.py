"""What becomes of the rows of a file from another service, row by row and file after file."""

import io
import itertools

import pytest
from django.utils import timezone

from tests.newsletter import rows
from tests.sites import add_site
from wagtail_therapy.newsletter import audit_log, email_addresses
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    ConsentText,
    Delivery,
    NewsletterSettings,
    Subscriber,
    SubscriberImport,
    Suppression,
)
from wagtail_therapy.newsletter.readers import (
    erasure,
    frequencies,
    import_undoing,
    imports,
    subscriptions,
)
from wagtail_therapy.newsletter.readers import suppressions as suppressed
from wagtail_therapy.newsletter.readers.import_undoing import CannotUndoError
from wagtail_therapy.newsletter.readers.subscriber_files.reading import read

Status, Reason = Subscriber.Status, Suppression.Reason
STATEMENT = "They signed up by the form on our old site, with confirmation by email."
ADA = "ada@mail.example"


def files(*states, header="email,status,created_at"):
    lines = [header, *(f"{address},{state},2021-01-12" for address, state in states)]
    return read(io.BytesIO("\n".join(lines).encode()), "list.csv")


def brought(site, *states):
    begun = imports.start(site, "list.csv", STATEMENT, "Orla")
    return begun, dict(imports.run(begun, files(*states)))


def status(address=ADA):
    """Return whether an address is on the list, and why it is suppressed if it is."""
    reader = Subscriber.objects.filter(email=address).first()
    hashes = email_addresses.address_hashes(address)
    reason = Suppression.objects.filter(address_hash__in=hashes).first()
    return reader and reader.status, reason and reason.reason


def mailable():
    return [*Subscriber.objects.mailable().order_by("email").values_list("email", flat=True)]


def test_subscribers_are_added_with_the_proof_of_their_consent(site):
    begun, counts = brought(site, (ADA, "active"), ("bo@mail.example", "active"))
    reader = Subscriber.objects.get(email=ADA)
    proof = reader.consent_events.get()
    assert counts == begun.counts == {"added": 2}
    assert f"{reader.confirmed_at:%Y-%m-%d}" == "2021-01-12"
    assert (proof.kind, proof.method, proof.consent_text.text) == ("imported", "import", STATEMENT)
    assert mailable() == [ADA, "bo@mail.example"]


def test_readers_get_emails_as_often_as_the_site_has_it(site):
    NewsletterSettings.objects.create(site=site, frequency="weekly")
    brought(site, (ADA, "active"))
    assert Subscriber.objects.values_list("frequency", "is_frequency_chosen").get() == (
        "weekly",
        False,
    )


def test_import_sends_no_email(site, mailoutbox):
    brought(site, (ADA, "active"), ("bo@mail.example", "bounced"))
    assert [Subscriber.objects.awaiting_confirmation().count(), mailoutbox] == [0, []]


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("unsubscribed", Reason.UNSUBSCRIBED),
        ("bounced", Reason.BOUNCED),
        ("complained", Reason.COMPLAINED),
        ("blocked", Reason.BY_REQUEST),
    ],
)
def test_people_who_must_not_be_emailed_are_remembered_without_their_address(site, word, reason):
    _begun, counts = brought(site, (ADA, word))
    assert (counts, status()) == ({"stopped": 1}, (None, reason))


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("never subscribed", "never-subscribed"),
        ("pending", "unconfirmed"),
        ("paused", "paused"),
        ("churning", "unknown"),
    ],
)
def test_people_who_did_not_subscribe_are_not_added(site, word, outcome):
    _begun, counts = brought(site, (ADA, word))
    assert (counts, status()) == ({outcome: 1}, (None, None))


ORDERS = [*itertools.permutations(["active", "unsubscribed", "complained"])]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("is_one_file", [True, False])
def test_one_person_in_several_states_is_never_emailed_in_whatever_order(site, order, is_one_file):
    states = [(ADA, word) for word in order]
    for together in [states] if is_one_file else [[one] for one in states]:
        brought(site, *together)
    assert (mailable(), status()[1]) == ([], Reason.COMPLAINED)


def test_reader_who_left_here_is_never_revived(site):
    reader = rows.subscriber(site, ADA)
    subscriptions.unsubscribe(reader, ConsentEvent.Method.LINK)
    _begun, counts = brought(site, (ADA.upper(), "active"))
    assert (counts, status()) == ({"left-here": 1}, (Status.UNSUBSCRIBED, Reason.UNSUBSCRIBED))


def test_reader_whose_row_is_gone_is_known_by_the_suppression(site):
    suppressed.stop(site, email_addresses.address_hashes(ADA), Reason.BY_REQUEST)
    _begun, counts = brought(site, (ADA, "active"))
    assert (counts, status()) == ({"left-here": 1}, (None, Reason.BY_REQUEST))


def test_reader_who_was_erased_stays_away(site):
    rows.subscriber(site, ADA)
    erasure.forget(ADA)
    _begun, counts = brought(site, (ADA, "active"))
    assert (counts, status()) == ({"left-here": 1}, (None, None))


@pytest.mark.parametrize("word", ["active", "unsubscribed", "bounced", "complained"])
def test_reader_who_confirmed_here_stays_whatever_another_service_knew(site, word):
    text = ConsentText.store("We email you new posts.", "en")
    reader = subscriptions.request(site, ADA, consent_text=text)
    subscriptions.confirm(reader, reader.token_version)
    _begun, counts = brought(site, (ADA, word))
    assert (counts, status()) == ({"known": 1}, (Status.ACTIVE, None))


@pytest.mark.parametrize("word", ["unsubscribed", "bounced"])
def test_imported_reader_who_chose_how_often_stays_whatever_another_service_knew(site, word):
    brought(site, (ADA, "active"))
    frequencies.choose(Subscriber.objects.get(), Subscriber.Frequency.WEEKLY)
    _begun, counts = brought(site, (ADA, word))
    assert (counts, status()) == ({"known": 1}, (Status.ACTIVE, None))


def test_list_of_another_site_is_left_alone(site):
    reader = rows.subscriber(add_site("other.example", slug="other"), ADA)
    brought(site, (ADA, "unsubscribed"))
    reader.refresh_from_db()
    assert (reader.status, mailable()) == (Status.ACTIVE, [ADA])


def test_preview_says_the_same_and_changes_nothing(site):
    states = [(ADA, "active"), (ADA, "active"), ("bo@mail.example", "bounced"), ("no", "active")]
    previewed = []
    counts = imports.preview(site, files(*states), lambda *one: previewed.append(one))
    assert [Subscriber.objects.count(), Suppression.objects.count()] == [0, 0]
    assert [(record.number, str(outcome)) for record, outcome in previewed] == [
        (2, "added"),
        (3, "repeated"),
        (4, "stopped"),
        (5, "invalid-address"),
    ]
    assert dict(counts) == brought(site, *states)[1]


def test_import_once_more_changes_nothing(site):
    states = [(ADA, "active"), ("bo@mail.example", "unsubscribed")]
    brought(site, *states)
    _begun, counts = brought(site, *states)
    assert counts == {"known": 1, "left-here": 1}


def test_queries_grow_with_batches_and_not_with_rows(site, django_assert_max_num_queries):
    states = [(f"a{n}@mail.example", "active") for n in range(300)]
    states += [(f"b{n}@mail.example", "unsubscribed") for n in range(300)]
    begun = imports.start(site, "list.csv", STATEMENT, "Orla")
    with django_assert_max_num_queries(32):
        imports.run(begun, files(*states))
    assert len(mailable()) == 300


def test_undone_import_leaves_the_list_as_it_was(site):
    brought(site, ("cy@mail.example", "active"))
    states = [(ADA, "active"), ("bo@mail.example", "bounced"), ("cy@mail.example", "unsubscribed")]
    begun, _counts = brought(site, *states)
    assert mailable() == [ADA]
    assert import_undoing.undo(begun, "Orla") == 3
    assert mailable() == ["cy@mail.example"]
    assert [status(), status("bo@mail.example")] == [(None, None), (None, None)]
    assert begun.consent_events.count() == 0


def test_undone_import_lifts_no_suppression(site):
    suppressed.stop(site, email_addresses.address_hashes(ADA), Reason.BOUNCED)
    begun, _counts = brought(site, (ADA, "complained"), ("bo@mail.example", "active"))
    left = Subscriber.objects.get(email="bo@mail.example")
    subscriptions.unsubscribe(left, ConsentEvent.Method.LINK)
    import_undoing.undo(begun, "Orla")
    assert [status(), status("bo@mail.example")] == [
        (None, Reason.COMPLAINED),
        (Status.UNSUBSCRIBED, Reason.UNSUBSCRIBED),
    ]


def test_import_is_not_undone_when_its_readers_were_emailed(site, mailing):
    begun, _counts = brought(site, (ADA, "active"))
    reader = Subscriber.objects.get(email=ADA)
    Delivery.objects.create(mailing=mailing, subscriber=reader, email_hash=reader.address_hash)
    with pytest.raises(CannotUndoError) as refused:
        import_undoing.undo(begun, "Orla")
    assert (refused.value.readers, mailable()) == (1, [ADA])


def test_import_is_undone_once(site):
    begun, _counts = brought(site, (ADA, "active"))
    import_undoing.undo(begun, "Orla")
    with pytest.raises(CannotUndoError):
        import_undoing.undo(begun, "Orla")
    assert SubscriberImport.objects.get().undone_at <= timezone.now()


def test_import_and_its_undoing_are_in_the_log_of_the_site(site):
    begun, _counts = brought(site, (ADA, "active"), ("bo@mail.example", "bounced"))
    import_undoing.undo(begun, "Ivo")
    entries = audit_log.entries(site).filter(action__startswith="wagtail_therapy.readers")
    assert [(entry.message, entry.comment) for entry in entries] == [
        ("Import undone: 2 rows deleted", "Ivo"),
        ("1 reader imported", "Orla"),
    ]
