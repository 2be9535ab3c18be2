import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.blog.models import Category


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Starting therapy", "starting-therapy"),
        ("Über Ängste", "über-ängste"),
        ("心理療法", "心理療法"),
        ("☀ ☁", "category"),
        ("long " * 51, ("long-" * 48)[:240]),
    ],
)
def test_slug_is_made_from_the_name(site, name, slug):
    assert rows.category(name).slug == slug


def test_slug_of_a_namesake_gets_a_number(site):
    slugs = [rows.category("Grief").slug for _ in range(3)]

    assert slugs == ["grief", "grief-2", "grief-3"]


def test_slug_stays_when_the_name_changes(site):
    category = rows.category("Grief")
    category.name = "Loss"
    category.save()

    assert category.slug == "grief"


def test_slug_is_unique_in_its_locale_only(site):
    german = Locale.objects.create(language_code="de")
    category = rows.category("Grief")
    copy = category.copy_for_translation(german)
    copy.save()

    assert [copy.slug, category.slug] == ["grief", "grief"]


def test_slug_that_is_typed_twice_is_refused(site):
    category = rows.category("Grief")
    namesake = Category(name="Loss", slug="grief", locale=category.locale)

    with pytest.raises(ValidationError) as error:
        namesake.full_clean()

    assert error.value.message_dict == {
        "slug": ["“grief” is already taken. Choose another, or leave this empty."]
    }
