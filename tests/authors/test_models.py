from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.pages import rows
from wagtail_therapy.authors.models import Author, AuthorLicense


def test_name_with_letters_leaves_out_what_is_missing():
    names = [Author(name="Orla", post_nominals=letters).name_with_letters for letters in ("", "MA")]

    assert names == ["Orla", "Orla, MA"]


def test_name_with_letters_begins_with_the_title():
    author = Author(name="Orla", honorific_prefix="Dr", post_nominals="PsyD")

    assert [author.name_with_letters, str(author)] == ["Dr Orla, PsyD", "Dr Orla, PsyD"]


@pytest.mark.parametrize("text", ["English,Deutsch", "English\nDeutsch", " English; Deutsch, "])
def test_languages_are_split_into_a_list(text):
    assert Author(languages=text).get_languages() == ["English", "Deutsch"]


def test_languages_of_an_author_who_states_none():
    assert Author().get_languages() == []


def test_author_states_nothing_about_new_clients_at_first():
    assert Author().accepting_clients == ""


def test_licenses_are_shown_through_their_last_day():
    today = timezone.localdate()
    dates = {"Past": today - timedelta(days=1), "Today": today, "Without": None}
    author = Author(name="Orla")
    author.licenses = [
        AuthorLicense(title=title, expires_date=date) for title, date in dates.items()
    ]

    shown, expired = author.get_licenses(), author.get_expired_licenses()

    assert [[row.title for row in rows] for rows in (shown, expired)] == [
        ["Today", "Without"],
        ["Past"],
    ]


def test_authors_may_share_a_name(site):
    assert [rows.author("Orla").slug, rows.author("Orla").slug] == ["orla", "orla-2"]


def test_author_keeps_licenses_in_their_order(site):
    author = Author(name="Orla")
    author.licenses = [
        AuthorLicense(title="Second", sort_order=2),
        AuthorLicense(title="First", sort_order=1),
    ]
    author.save()

    assert [str(row) for row in author.licenses.all()] == ["First", "Second"]


def test_author_outlives_the_photo(site):
    author = rows.author(photo=rows.image())
    author.photo.delete()
    author.refresh_from_db()

    assert author.photo is None


def test_author_needs_a_name(site):
    with pytest.raises(ValidationError) as error:
        Author(locale=rows.author().locale).full_clean()

    assert error.value.message_dict == {"name": ["This field cannot be blank."]}
