"""What ``therapy_mail rehash`` prints when you change the keys."""

import pytest
from django.core.management import call_command

from tests.newsletter import rows
from wagtail_therapy.newsletter.readers import subscriptions

LEFT = "1 suppressions, 1 consent events and 0 deliveries, of addresses that are gone"


def rehash(capsys):
    call_command("therapy_mail", "rehash")
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def rotated(site, settings, therapy):
    rows.subscriber(site, "here@mail.example")
    gone = rows.subscriber(site, "gone@mail.example")
    subscriptions.unsubscribe(gone, "link")
    gone.delete()
    therapy(ADDRESS_KEY="own", ADDRESS_KEY_FALLBACKS=["never used"])


def test_rehash_says_which_key_must_stay(rotated, capsys):
    assert rehash(capsys) == [
        "1 rows moved to ADDRESS_KEY.",
        f"SECRET_KEY must stay: it made {LEFT}.",
        "ADDRESS_KEY_FALLBACKS[0]: no hash was made with it.",
        "Links in older emails also need the key that was used then.",
    ]


def test_rehash_says_that_a_key_is_missing(rotated, settings, capsys):
    settings.SECRET_KEY = "another"
    assert rehash(capsys)[1] == (
        f"A key that isn't in your settings made {LEFT}. Put it into ADDRESS_KEY_FALLBACKS."
    )


def test_rehash_with_one_key_has_nothing_to_say(site, capsys):
    rows.subscriber(site)
    assert rehash(capsys) == ["0 rows moved to SECRET_KEY."]
