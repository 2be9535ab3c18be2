"""One person: found, exported, erased, then in an old file. They stay out, and are nowhere."""

import io
import json
import logging

import pytest
from django.core.cache import cache
from django.db import connection

from tests.newsletter import editors
from tests.newsletter.readers import import_rows
from wagtail_therapy.newsletter.models import ConsentText, Mailing, Subscriber
from wagtail_therapy.newsletter.readers import imports, subscriptions
from wagtail_therapy.newsletter.readers.subscriber_files.reading import read

LIST = "/admin/therapy/subscribers/"
# Nothing else has these letters.
NAME = "quillfeather"
JANE = f"jane.{NAME}@mail.example"
OLD = import_rows.listed((JANE, "active"), ("bo@mail.example", "active"))
PERMISSIONS = [
    *("view_subscriber", "view_subscriber_address"),
    *("change_subscriber", "export_subscriber"),
]


@pytest.fixture
def jane(site):
    text = ConsentText.store("We’ll email you new posts.", "en")
    jane = subscriptions.request(site, JANE, consent_text=text, language="en")
    subscriptions.confirm(jane, jane.token_version)
    return jane


def tables_with(word):
    """Return the tables of the database that have a word anywhere."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = []
        for name in names:
            cursor.execute(f'SELECT * FROM "{name}"')
            found += [name] if word in str(cursor.fetchall()).lower() else []
    return found


def kept_in_cache():
    return str(getattr(cache, "_cache", ""))


@pytest.mark.parametrize("never_again", ["", "on"])
def test_person_is_nowhere_afterwards(
    site, practice, jane, ready_mailing, run_mail, caplog, never_again
):
    caplog.set_level(logging.DEBUG)
    keeper = editors.member(site, site_permissions=PERMISSIONS)
    run_mail()
    assert Mailing.objects.get().sent == 4

    url = keeper.post(f"{LIST}find/", {"address": JANE})["Location"]
    held = json.loads(keeper.post(f"{url}export_data/").content)
    assert {name: len(found) for name, found in held["sites"][0]["rows"].items()} == {
        "subscriber": 1,
        "consent_events": 2,
        "suppressions": 0,
        "deliveries": 1,
        **dict.fromkeys(["provider_events", "digest_entries", "emails"], 0),
        **dict.fromkeys(["former_links", "new_addresses"], 0),
    }
    keeper.get(LIST)
    waiting = [make(site, OLD) for make in (import_rows.stored, import_rows.checked)]
    assert "wagtail_therapy_newsletter_importfilepart" in tables_with(NAME)
    keeper.post(f"{url}erase/", {"never_again": never_again})
    begun = imports.start(site, "old.csv", "They signed up on our old site.", "Orla")
    counts = imports.run(begun, read(io.BytesIO(OLD.encode()), "old.csv"))

    assert dict(counts) == {"left-here": 1, "added": 1}
    assert Subscriber.objects.filter(email__contains=NAME).count() == 0
    assert (tables_with(NAME), NAME in caplog.text, NAME in kept_in_cache()) == ([], False, False)
    pages = [keeper.get(one.get_absolute_url()).content.decode() for one in waiting]
    assert [page.count("because a person was erased who may be in it") for page in pages] == [1, 1]


def test_word_would_be_found(jane):
    assert tables_with(NAME) == ["wagtail_therapy_newsletter_subscriber"]
