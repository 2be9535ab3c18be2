"""What is kept of a reader, and that the documentation and the consent text say so."""

import re
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.utils import timezone, translation

from tests.newsletter import reported, visitors
from wagtail_therapy.newsletter import deliveries, subscriptions
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    Delivery,
    NewsletterSettings,
    ProviderEvent,
    Subscriber,
    Suppression,
)

PAGE = Path(__file__).parents[2] / "docs/concepts/privacy.md"
ABOUT_READERS = [Subscriber, ConsentEvent, Suppression, Delivery, ProviderEvent]
# Which words of the consent text tell of a column.
WORDS = {
    "your address": ["Subscriber.email", "Subscriber.email_key", "ConsentEvent.subscriber"],
    "your language": ["Subscriber.language"],
    "when you joined and left": [
        "Subscriber.status",
        "Subscriber.created_at",
        "Subscriber.requested_at",
        "Subscriber.confirmed_at",
        "Subscriber.unsubscribed_at",
        "ConsentEvent.kind",
        "ConsentEvent.method",
        "ConsentEvent.created_at",
        "ConsentEvent.consent_text",
    ],
    "which emails reached you": [
        "Subscriber.confirmation_sent_at",
        "Subscriber.confirmations_sent",
        "Subscriber.soft_bounces",
        *(f"Delivery.{field.name}" for field in Delivery._meta.concrete_fields),
        *(f"ProviderEvent.{field.name}" for field in ProviderEvent._meta.concrete_fields),
    ],
    "a code made from it": ["Subscriber.address_hash", "ConsentEvent.address_hash"],
    "so that we don’t email you again": [
        f"Suppression.{field.name}" for field in Suppression._meta.concrete_fields
    ],
}
# Tell nothing of a reader: numbers of rows, and what is the same for all.
SILENT = {
    *("Subscriber.id", "Subscriber.uuid", "Subscriber.site", "Subscriber.token_version"),
    *("Subscriber.frequency", "ConsentEvent.id", "ConsentEvent.site"),
}


def documented():
    """Return the columns that the page names, by their models."""
    sections = re.split(r"^### (\w+)$", PAGE.read_text(), flags=re.MULTILINE)[1:]
    return {
        name: re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (`.+?) \|", text, re.MULTILINE)))
        for name, text in zip(sections[::2], sections[1::2], strict=True)
    }


def test_page_names_each_column_there_is():
    columns = {
        model.__name__: sorted(field.name for field in model._meta.concrete_fields)
        for model in ABOUT_READERS
    }
    assert {name: sorted(found) for name, found in documented().items()} == columns


def is_about_readers(model):
    related = {field.related_model for field in model._meta.concrete_fields}
    names = {field.name for field in model._meta.concrete_fields}
    return bool(related & {Subscriber, Delivery} or names & {"address_hash", "email_hash"})


def test_page_knows_each_model_that_is_about_readers():
    ours = apps.get_app_config("wagtail_therapy_newsletter").get_models()
    assert {model for model in ours if is_about_readers(model)} == set(ABOUT_READERS)


def kept():
    """Return each column that says something, by model and name, and all that they say."""
    rows = [(model, row) for model in ABOUT_READERS for row in model.objects.all()]
    values = {
        f"{model.__name__}.{field.name}": field.value_from_object(row)
        for model, row in rows
        for field in model._meta.concrete_fields
    }
    said = {name for name, value in values.items() if value not in (None, "", 0)}
    return said, str([value for model, _row in rows for value in model.objects.values()])


def test_consent_text_tells_of_all_that_is_kept(client, mailing, site, smtp_server):
    page = "/journal/on-thoughts-of-suicide/"
    form = visitors.form_on(client.get(visitors.SUBSCRIBE, headers={"referer": page}))
    time_passes = {"token": visitors.filled_in(site)["token"]}
    client.post(
        visitors.SUBSCRIBE,
        form | time_passes | {"email": visitors.ADDRESS},
        headers={"referer": f"http://testserver{page}"},
    )
    subscriptions.send_owed(9)
    reader = Subscriber.objects.get()
    subscriptions.confirm(reader, reader.token_version)
    Subscriber.objects.update(confirmed_at=timezone.now() - timedelta(days=1))
    deliveries.work_on(mailing)
    reported.soft(Delivery.objects.get())
    subscriptions.unsubscribe(reader, "link")

    columns, values = kept()
    told = {column for columns in WORDS.values() for column in columns}
    assert columns - told - SILENT == set()
    assert page not in values
    with translation.override("en"):
        text = NewsletterSettings(site=site).get_consent_text()
    assert [words for words in WORDS if words not in text] == []
