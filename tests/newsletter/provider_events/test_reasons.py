"""The tables of providers' words: documented, complete, and right through anymail's webhooks."""

import itertools
import re
from inspect import getmembers

import pytest
from anymail import urls
from anymail.signals import tracking

from tests.newsletter import provider_payloads
from tests.test_style import ROOT
from wagtail_therapy.newsletter.models.event_types import LABELS, EventType
from wagtail_therapy.newsletter.provider_events import parsing, reasons

PAGE = ROOT / "docs" / "reference" / "provider-events.md"
CODE = re.compile("`([^`]+)`")
# Brevo's older name has no table of its own.
PROVIDERS = [name for name in reasons.TABLES if name != "SendinBlue"]

pytestmark = pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning")


@pytest.fixture(autouse=True)
def secrets(settings):
    settings.ANYMAIL = provider_payloads.settings()


@pytest.fixture
def kinds():
    """What is read of the reports that come in."""
    read = []

    def listen(event, esp_name, **kwargs):
        report = parsing.read(event, esp_name)
        read.append(report.kind if report else EventType.IGNORED)

    tracking.connect(listen)
    yield read
    tracking.disconnect(listen)


def documented(provider):
    """Return the table of a provider as its documentation has it: fields and rows."""
    part = PAGE.read_text().split(f"\n### {provider}\n")[1]
    lines = part.strip().split("\n\n")[0].splitlines()
    fields, _line, *rows = [line[2:-2].split(" | ") for line in lines]
    return (
        tuple("|".join(CODE.findall(field)) for field in fields[:-1]),
        [(tuple("|".join(CODE.findall(cell)) for cell in cells), kind) for *cells, kind in rows],
    )


@pytest.mark.parametrize("provider", PROVIDERS)
def test_table_is_the_documented_one(provider):
    table = reasons.TABLES[provider]
    rows = [(row, kind.value) for row, kind in table.rows.items()]
    assert documented(provider) == (table.fields, rows)


@pytest.mark.django_db
@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_documented_row_is_read_so(client, kinds, provider):
    fields, rows = documented(provider)
    examples = [
        (values, kind)
        for row, kind in rows
        for values in itertools.product(*(cell.split("|") for cell in row))
    ]
    for values, _kind in examples:
        known = {field: value for field, value in zip(fields, values, strict=True) if value}
        made = provider_payloads.payload(provider, known)
        assert provider_payloads.post(client, provider, made).status_code == 200, values
    assert list(zip(examples, kinds, strict=True)) == [
        ((row, kind), kind) for row, kind in examples
    ]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_table_has_all_that_anymail_knows_of_the_provider(provider):
    table = reasons.TABLES[provider]
    documented_words = {
        value.lower() for row in table.rows for cell in row for value in cell.split("|")
    }
    assert sorted(anymails_words(provider) - documented_words - NOT_REPORTED) == []


# What is no report about a mail of ours, and what says again what another field does.
NOT_REPORTED = {
    *("inbound", "subscribe"),  # mail that comes in; a form of the provider
    *("recipient_bounce", "recipient_unsubscribe"),  # MailerSend: the type says it
    "blocked",  # Mailtrap does not say it
}


def anymails_words(provider):
    """Return the words for which anymail's webhook has a meaning."""
    views = {
        pattern.callback.view_class
        for pattern in urls.urlpatterns
        if "inbound" not in str(pattern.pattern)
    }
    return {
        key.lower()
        for view in views
        if view.esp_name == provider
        for name, words in getmembers(view)
        if name in WORDS and isinstance(words, dict)
        for key in words
    }


WORDS = ["event_types", "event_record_types", "reject_reasons", "morph_reject_reasons"]


def test_each_provider_of_anymail_has_a_table():
    names = {pattern.callback.view_class.esp_name for pattern in urls.urlpatterns}
    assert sorted(names) == sorted(reasons.TABLES)


def test_each_kind_has_a_label_but_what_is_ignored():
    assert [*LABELS, EventType.IGNORED] == list(EventType)


STATUS = {
    "Amazon SES": (
        {
            "eventType": "Bounce",
            "bounce.bounceType": "Permanent",
            "bounce.bounceSubType": "General",
        },
        ["bounce.bouncedRecipients.0.status", "bounce.bouncedRecipients.0.diagnosticCode"],
    ),
    "Brevo": ({"event": "hard_bounce"}, ["reason"]),
    "MailerSend": (
        {"data.type": "hard_bounced", "data.morph.object": "recipient_bounce"},
        ["data.morph.reason"],
    ),
    "Mailgun": (
        {
            "event-data.event": "failed",
            "event-data.severity": "permanent",
            "event-data.reason": "bounce",
        },
        ["event-data.delivery-status.message", "event-data.delivery-status.enhanced-code"],
    ),
    "Mailjet": ({"event": "bounce", "hard_bounce": "true"}, ["smtp_reply"]),
    "Mailtrap": ({"event": "bounce"}, ["response"]),
    "Mandrill": ({"event": "hard_bounce"}, ["msg.diag"]),
    "Postal": (
        {"event": "MessageDeliveryFailed", "payload.status": "HardFail"},
        ["payload.output"],
    ),
    "Postmark": ({"RecordType": "Bounce", "Type": "HardBounce"}, ["Details"]),
    "Resend": (
        {"type": "email.bounced", "data.bounce.type": "Permanent"},
        ["data.bounce.diagnosticCode"],
    ),
    "SendGrid": ({"event": "bounce", "type": "bounce"}, ["status", "reason"]),
    "SparkPost": ({"msys.*.type": "bounce", "msys.*.bounce_class": "10"}, ["msys.*.raw_reason"]),
    "Unisender Go": (
        {"status": "hard_bounced", "delivery_info.delivery_status": "err_user_unknown"},
        ["delivery_info.destination_response"],
    ),
}
REPLIES = ["{}", "550 {} x", "smtp; 550-{} The email account", "bounced (550 {} it says)"]
KINDS_BY_CODE = {
    "5.1.1": EventType.GONE,
    "5.1.10": EventType.GONE,
    "5.2.2": EventType.FULL,
    "4.2.2": EventType.FULL,
    "5.7.1": EventType.BLOCKED,
    "5.7.515": EventType.BLOCKED,
    "5.6.0": EventType.BLOCKED,
    "5.1.8": EventType.BLOCKED,
    "4.4.1": EventType.RETURNED,
}


@pytest.mark.django_db
@pytest.mark.parametrize("provider", PROVIDERS)
def test_status_of_the_server_outweighs_the_providers_class(client, kinds, provider):
    known, fields = STATUS[provider]
    asked = list(itertools.product(fields, REPLIES, KINDS_BY_CODE))
    for field, reply, status in asked:
        made = provider_payloads.payload(provider, known | {field: reply.format(status)})
        assert provider_payloads.post(client, provider, made).status_code == 200
    assert dict(zip(asked, kinds, strict=True)) == {one: KINDS_BY_CODE[one[2]] for one in asked}


@pytest.mark.django_db
@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("reply", ["5.0.0", "550 5.4.1 Access denied", "550 no such user", ""])
def test_status_that_does_not_tell_leaves_it_to_the_provider(client, kinds, provider, reply):
    known, fields = STATUS[provider]
    made = [provider_payloads.payload(provider, known | {field: reply}) for field in fields]
    for one in [provider_payloads.payload(provider, known), *made]:
        provider_payloads.post(client, provider, one)
    assert len(set(kinds)) == 1
    assert kinds[0] in (EventType.GONE, EventType.RETURNED)
