import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale, PageViewRestriction

from tests.pages import rows
from wagtail_therapy.pages.models import ApproachPage


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.mark.parametrize(
    ("definition", "messages"),
    [
        ("", ["This field cannot be blank."]),
        ("x" * 321, ["Ensure this value has at most 320 characters (it has 321)."]),
    ],
)
def test_approach_cannot_be_published_without_a_short_definition(index, definition, messages):
    draft = rows.approach(index, live=False, short_definition=definition)

    with pytest.raises(ValidationError) as error:
        rows.publish(draft)

    assert error.value.message_dict == {"short_definition": messages}


def test_approach_may_be_a_draft_without_anything(index):
    assert rows.approach(index, live=False).live is False


def test_approaches_are_those_a_stranger_may_read_by_title(index, site):
    second, first = (rows.approach(index, title, short_definition=title) for title in ("B", "A"))
    rows.approach(index, "Draft", live=False)
    private = rows.approach(index, "Private", short_definition="Hidden")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    rows.approach(rows.approaches(site, "Others"), "C", short_definition="Elsewhere")

    assert [page.specific for page in index.get_approaches()] == [first, second]


def test_approaches_are_of_the_language_of_their_index(index):
    rows.approach(index, short_definition="Slow.")
    ApproachPage.objects.update(locale=Locale.objects.create(language_code="de"))

    assert list(index.get_approaches()) == []
