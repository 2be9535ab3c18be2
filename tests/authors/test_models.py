import pytest
from django.core.exceptions import ValidationError

from tests.pages import rows
from wagtail_therapy.authors.models import Author, AuthorLicense


def test_name_with_letters_leaves_out_what_is_missing():
    names = [Author(name="Orla", post_nominals=letters).name_with_letters for letters in ("", "MA")]

    assert names == ["Orla", "Orla, MA"]


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
