"""``therapy_mail reader``: what is known of one reader, without the address."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from tests.newsletter import rows, visitors
from tests.newsletter.visitors import ADDRESS
from tests.sites import add_site
from wagtail_therapy.newsletter.management.subcommands import reader as subcommand
from wagtail_therapy.newsletter.models import Delivery, Mailing, Subscriber
from wagtail_therapy.newsletter.readers import suppressions

DAY = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def ask(capsys, monkeypatch):
    """Return a function that pipes an address into the command and returns its lines."""

    def ask(address=ADDRESS):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{address}\n"))
        call_command("therapy_mail", "reader")
        return capsys.readouterr().out.splitlines()

    return ask


@pytest.fixture
def today(time_machine):
    time_machine.move_to(DAY, tick=False)


def test_reader_with_an_unknown_address(site, ask):
    assert ask() == ["Nothing is known of this address."]


def test_reader_who_was_mailed_and_came_back(today, mailing, ask):
    reader = rows.subscriber(mailing.site, ADDRESS)
    Delivery.objects.create(
        mailing=mailing,
        subscriber=reader,
        email_hash=reader.address_hash,
        state=Delivery.State.FAILED,
        error_class="SMTPRecipientsRefused 550",
    )
    suppressions.stop(mailing.site, [reader.address_hash], "bounced")
    assert ask() == [
        "testserver",
        f"  Reader {reader.pk}: no longer mailed since 2026-03-01 09:30",
        "  Not mailed since 2026-03-01 09:30: address does not exist",
        f"  2026-03-01 09:30: mailing {mailing.pk} failed (SMTPRecipientsRefused 550)",
    ]


def test_reader_who_waits_on_one_site_and_reads_another(today, site, ask):
    other = add_site("other.example", slug="other")
    waiting = visitors.ask(site)
    active = rows.subscriber(other, ADDRESS)
    assert ask() == [
        "testserver",
        f"  Reader {waiting.pk}: {waiting.get_status_display()} since 2026-03-01 09:30",
        "  Waits for a confirmation email since 2026-03-01 09:30",
        "  2026-03-01 09:30: asked to subscribe, by form on the site",
        "other.example",
        f"  Reader {active.pk}: {active.get_status_display()} since 2026-02-28 09:30",
    ]


def test_reader_whose_address_is_deleted_is_known_by_its_hash(today, mailing, ask):
    reader = rows.subscriber(mailing.site, ADDRESS)
    known = {"email_hash": reader.address_hash, "state": Delivery.State.SENT}
    Delivery.objects.create(mailing=mailing, subscriber=reader, **known)
    Subscriber.objects.all().delete()
    Mailing.objects.update(frozen_at=DAY)
    assert ask() == ["testserver", f"  2026-03-01 09:30: mailing {mailing.pk} sent"]


def test_address_is_typed_unseen_on_a_terminal(site, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(subcommand.getpass, "getpass", lambda prompt: ADDRESS)
    reader = rows.subscriber(site, ADDRESS)
    call_command("therapy_mail", "reader")
    printed = capsys.readouterr().out
    assert (f"Reader {reader.pk}" in printed, "mail.example" in printed) == (True, False)


def test_what_is_no_address_is_refused_without_repeating_it(site, ask):
    with pytest.raises(CommandError, match=r"^This is not an email address\.$"):
        ask("jane doe@mail.example")


def test_address_is_no_argument(site):
    with pytest.raises(CommandError):
        call_command("therapy_mail", "reader", ADDRESS)
