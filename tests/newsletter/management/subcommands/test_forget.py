"""``therapy_mail export`` and ``forget``: what the practice answers to a reader who asks."""

import io
import json
import traceback

import pytest
from django.core.management import CommandError, call_command

from tests.newsletter import provider_reports, rows
from tests.newsletter.readers import import_rows
from tests.newsletter.visitors import ADDRESS
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import data_export


@pytest.fixture
def mail(capsys):
    """Return a function that runs the command and returns its lines."""

    def mail(*arguments):
        call_command("therapy_mail", *arguments)
        return capsys.readouterr().out.splitlines()

    return mail


@pytest.fixture
def type_in(monkeypatch):
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_export_is_json_of_all_that_is_held(delivery, reader, mail):
    provider_reports.record("complained", delivery)
    [line] = mail("export", ADDRESS)
    exported = json.loads(line)
    assert exported["sites"][0]["rows"]["subscriber"][0]["uuid"] == str(reader.uuid)
    assert {what: len(found) for what, found in exported["sites"][0]["rows"].items()} == {
        **dict.fromkeys(["subscriber", "consent_events", "suppressions", "deliveries"], 1),
        "provider_events": 1,
        **dict.fromkeys(["digest_entries", "emails", "former_links", "new_addresses"], 0),
    }


def test_export_takes_the_address_from_standard_input(reader, mail, type_in):
    type_in(f"  {ADDRESS}\n")
    [line] = mail("export", "-")
    assert len(json.loads(line)["sites"]) == len(data_export.of(ADDRESS)["sites"]) == 1


def test_forget_says_what_is_left_and_names_no_address(delivery, reader, mail, type_in):
    type_in(f"{ADDRESS}\n")
    assert mail("forget", "-") == [
        "1 rows with the address are deleted.",
        "1 consent events, 1 deliveries and 0 suppressions know it by its hash.",
        "Entering it puts it back: --never-again prevents that.",
    ]
    assert Subscriber.objects.count() == 0


def test_forget_says_which_files_it_deleted(site, mail):
    import_rows.stored(site, import_rows.listed(("bo@mail.example", "active")))
    assert mail("forget", ADDRESS)[2] == "1 files that waited to be imported are deleted."


def test_forget_for_good_says_so(site, mail):
    rows.subscriber(site, ADDRESS, "pending")
    assert mail("forget", ADDRESS, "--never-again") == [
        "1 rows with the address are deleted.",
        "0 consent events, 0 deliveries and 1 suppressions know it by its hash.",
        "No site emails this address again.",
    ]
    assert mail("forget", ADDRESS)[-1] == ("It was already suppressed on a site, and still is.")


@pytest.mark.parametrize("action", ["export", "forget"])
def test_what_is_no_address_is_refused_without_repeating_it(site, action):
    with pytest.raises(CommandError) as raised:
        call_command("therapy_mail", action, "jane doe@mail.example")
    printed = "".join(traceback.format_exception(raised.value, chain=True)[-1:])
    assert "This is not an email address." in printed
    assert "jane" not in str(raised.value) + printed


def test_forget_says_that_an_import_puts_back_who_never_confirmed(site, mail):
    rows.subscriber(site, ADDRESS, status="pending")
    assert mail("forget", ADDRESS)[-1] == (
        "Entering or importing it puts it back: --never-again prevents that."
    )
