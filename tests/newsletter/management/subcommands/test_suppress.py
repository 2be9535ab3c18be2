"""``therapy_mail suppress`` and ``lift``: the practice's word, on the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.newsletter import provider_reports, rows
from tests.newsletter.visitors import ADDRESS
from tests.sites import add_site
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import subscriptions, suppressions

Status = Subscriber.Status


@pytest.fixture
def mail(capsys):
    """Return a function that runs the command and returns its lines."""

    def mail(*arguments):
        call_command("therapy_mail", *arguments)
        return capsys.readouterr().out.splitlines()

    return mail


@pytest.fixture
def other(site):
    return add_site("other.example", slug="other")


def decided():
    events = ConsentEvent.objects.filter(method="admin").exclude(by="").order_by("pk")
    return list(events.values_list("site__hostname", "kind", "by", "why"))


def test_suppress_counts_on_all_sites(site, other, mail):
    reader = rows.subscriber(site, ADDRESS)
    assert mail("suppress", ADDRESS, "--because", "asked", "--as", "Orla") == [
        f"{site.hostname}: no more emails to this address.",
        "other.example: no more emails to this address.",
    ]
    assert provider_reports.status(reader) == (Status.SUPPRESSED, 0)
    assert decided() == [
        (site.hostname, "suppressed", "Orla", "asked"),
        ("other.example", "suppressed", "Orla", "asked"),
    ]
    assert mail("suppress", ADDRESS, "--because", "asked", "--site", "other.example") == [
        "other.example: they were already stopped."
    ]


def test_lift_counts_where_the_address_is_suppressed(site, other, mail, monkeypatch):
    reader = rows.subscriber(site, ADDRESS)
    suppressions.stop(site, [reader.address_hash], "bounced")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{ADDRESS}\n"))
    assert mail("lift", "-", "--because", "works", "--as", "Orla") == [
        f"{site.hostname}: emails are allowed again."
    ]
    assert (provider_reports.status(reader), provider_reports.suppressions()) == (
        (Status.ACTIVE, 0),
        [],
    )
    assert decided() == [(site.hostname, "lifted", "Orla", "works")]


def test_lift_on_more_than_one_site_is_asked_for(site, other, mail):
    for one in (site, other):
        suppressions.stop(one, [rows.subscriber(one, ADDRESS).address_hash], "bounced")
    with pytest.raises(CommandError) as raised:
        mail("lift", ADDRESS, "--because", "works")
    assert str(raised.value) == (
        "Choose --site or --all-sites. "
        f"The address is suppressed on {site.hostname}, other.example."
    )
    assert (len(provider_reports.suppressions()), decided()) == (2, [])
    assert mail("lift", ADDRESS, "--because", "works", "--all-sites") == [
        f"{site.hostname}: emails are allowed again.",
        "other.example: emails are allowed again.",
    ]


def test_lift_on_one_site_leaves_the_others(site, other, mail):
    for one in (site, other):
        suppressions.stop(one, [rows.subscriber(one, ADDRESS).address_hash], "bounced")
    assert mail("lift", ADDRESS, "--because", "works", "--site", "other.example") == [
        "other.example: emails are allowed again."
    ]
    assert [one.site for one in Suppression.objects.all()] == [site]


@pytest.mark.parametrize("command", ["lift", "suppress"])
def test_empty_host_name_is_no_site(site, command):
    """As from a variable of a script that is not set."""
    reader = rows.subscriber(site, ADDRESS)
    suppressions.stop(site, [reader.address_hash], "bounced")
    with pytest.raises(CommandError):
        call_command("therapy_mail", command, ADDRESS, "--because", "asked", "--site", "")
    assert provider_reports.suppressions() == [(reader.address_hash, "bounced")]


@pytest.mark.parametrize("end", ["left", "deleted", "never confirmed"])
def test_lift_says_who_gets_no_mail_yet(site, mail, end):
    reader = rows.subscriber(site, ADDRESS)
    if end == "left":
        subscriptions.unsubscribe(reader, "link")
    if end == "never confirmed":
        Subscriber.objects.update(status=Status.PENDING, confirmed_at=None)
    suppressions.stop(site, [reader.address_hash], "bounced")
    if end == "deleted":
        reader.delete()
    assert mail("lift", ADDRESS, "--because", "works") == [
        f"{site.hostname}: allowed again; they are mailed once they sign up and confirm."
    ]


def test_lift_of_a_wish_says_what_follows(site, mail):
    reader = rows.subscriber(site, ADDRESS)
    suppressions.stop(site, [reader.address_hash], "complained")
    reader.delete()
    assert mail("lift", ADDRESS, "--because", "works") == [
        f"{site.hostname}: not lifted: it says complained, which only --because asked lifts."
    ]
    assert mail("lift", ADDRESS, "--because", "asked") == [
        f"{site.hostname}: allowed again; they are mailed once they sign up and confirm."
    ]
    assert [reason for _hash, reason in provider_reports.suppressions()] == ["unsubscribed"]


def test_lift_leaves_those_who_left(site, mail):
    reader = rows.subscriber(site, ADDRESS)
    suppressions.stop(site, [reader.address_hash], "unsubscribed")
    assert mail("lift", ADDRESS, "--because", "asked") == [
        f"{site.hostname}: they left, and come back by signing up and confirming."
    ]
    assert provider_reports.suppressions() == [(reader.address_hash, "unsubscribed")]


@pytest.mark.parametrize(
    "arguments",
    [
        ("lift", ADDRESS, "--because", "asked"),
        ("lift", ADDRESS, "--because", "asked", "--site", "nowhere.example"),
        ("suppress", ADDRESS, "--because", "asked", "--site", "nowhere.example"),
        ("suppress", ADDRESS, "--because", "asked", "--as", "x" * 151),
        ("suppress", ADDRESS),
        ("suppress", ADDRESS, "--because", "works"),
        ("lift", ADDRESS, "--because", "practice"),
        ("suppress", "reader", "--because", "asked"),
    ],
)
def test_what_cannot_be_done_is_refused_without_the_address(site, arguments):
    with pytest.raises(CommandError) as raised:
        call_command("therapy_mail", *arguments)
    assert ADDRESS not in str(raised.value)
    assert (provider_reports.suppressions(), ConsentEvent.objects.count()) == ([], 0)
