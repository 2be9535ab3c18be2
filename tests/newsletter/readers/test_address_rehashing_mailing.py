"""The host changes its keys while a mailing is being sent, twice, and moves the hashes on."""

from django.test import Client

from tests.newsletter import provider_reports, rows, visitors, worker_sessions
from tests.newsletter.clocks import ManualClock
from wagtail_therapy.newsletter import email_addresses, tokens
from wagtail_therapy.newsletter.management.cron import CronRun
from wagtail_therapy.newsletter.models import Mailing, Subscriber
from wagtail_therapy.newsletter.readers import (
    address_rehashing,
    confirmations,
    subscriptions,
    suppressions,
)
from wagtail_therapy.newsletter.readers.address_rehashing import UnmovedHashes

Status = Subscriber.Status
ADDRESSES = [f"active-{n}@mail.example" for n in range(12)]
GONE = "gone@mail.example"


def send(number):
    """Let a worker send to so many readers; without a number to all that are left."""
    run = CronRun(10, session_seconds=0.01, clock=ManualClock(look=0.001))
    run.begin()
    for sent, _mailing in enumerate(run.sessions(), start=1):
        if sent == number:
            break


def reader(number):
    return Subscriber.objects.get(email=ADDRESSES[number])


def complain(mailing, number):
    delivery = mailing.deliveries.get(subscriber=reader(number))
    assert provider_reports.record("complained", delivery, recipient=ADDRESSES[number])


def leave(link, number):
    response = Client().post(link, {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, reader(number).status) == (200, Status.UNSUBSCRIBED)


def links():
    return [
        f"/newsletter/unsubscribe/{tokens.unsubscribe_token(reader(number))}/"
        for number in range(12)
    ]


def sign_up(site, email, wait):
    """Ask by the form, follow the link if one comes, and return how many mails came."""
    before = len(wait.messages())
    asked = visitors.ask(site, email)
    confirmations.send_due(9)
    came = len(wait.messages()) - before
    if came:
        subscriptions.confirm(asked, asked.token_version)
    return came


def test_key_rotation_during_a_mailing_loses_no_reader_and_revives_no_suppressed_address(
    mailing, site, smtp_server, therapy, rotate_secret_key
):
    therapy(MAIL_CLAIM_SIZE=1)
    rows.subscribers(site, 12)
    suppressions.complain(site, email_addresses.address_hashes(GONE))
    old_links = links()
    send(3)
    complain(mailing, 0)

    rotate_secret_key()
    complain(mailing, 1)
    leave(old_links[10], 10)
    reader(11).delete()
    assert sign_up(site, GONE, smtp_server) == 0
    assert sign_up(site, ADDRESSES[11], smtp_server) == 1
    send(3)

    therapy(ADDRESS_KEY="own", ADDRESS_KEY_FALLBACKS=["known to everybody"])
    address_rehashing.rehash()
    complain(mailing, 2)
    leave(old_links[9], 9)
    assert sign_up(site, GONE, smtp_server) == 0
    send(None)

    mailing.refresh_from_db()
    assert (mailing.state, worker_sessions.adds_up(mailing)) == (Mailing.State.FINISHED, True)
    confirmation = [ADDRESSES[11]]
    assert sorted(smtp_server.recipients()) == sorted(ADDRESSES[:9] + confirmation)
    mailable = Subscriber.objects.mailable().values_list("email", flat=True)
    assert set(mailable) == {*ADDRESSES[3:9], ADDRESSES[11]}


def test_the_key_may_go_that_nothing_hangs_on(
    mailing, site, smtp_server, therapy, rotate_secret_key
):
    readers = rows.subscribers(site, 3)
    suppressions.suppress(readers[0], "complained")
    send(None)
    therapy(ADDRESS_KEY="own")
    address_rehashing.rehash()
    assert address_rehashing.unmoved_hashes() == []
    rotate_secret_key()

    complain(mailing, 1)
    visitors.ask(site, ADDRESSES[0])
    assert set(Subscriber.objects.mailable().values_list("email", flat=True)) == {ADDRESSES[2]}


def test_the_key_must_stay_that_the_erased_were_suppressed_with(site, rotate_secret_key):
    suppressions.complain(site, email_addresses.address_hashes(GONE))
    rotate_secret_key()
    address_rehashing.rehash()
    assert address_rehashing.unmoved_hashes() == [UnmovedHashes("SECRET_KEY_FALLBACKS[0]", 1, 1, 0)]
