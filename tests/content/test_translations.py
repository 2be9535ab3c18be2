import pytest
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.content.translations import in_locale


@pytest.fixture
def german(site):
    return Locale.objects.create(language_code="de")


def translated(original, locale, **fields):
    copy = original.copy_for_translation(locale)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def test_in_locale_replaces_what_is_translated_and_keeps_the_order(
    german, django_assert_num_queries
):
    first, second, third = (rows.category(name) for name in ("One", "Two", "Three"))
    zwei = translated(second, german, name="Zwei")

    with django_assert_num_queries(1):
        assert in_locale([first, second, third], german.pk) == [first, zwei, third]


def test_in_locale_asks_nothing_when_all_are_there(site, django_assert_num_queries):
    category = rows.category()

    with django_assert_num_queries(0):
        assert in_locale([category], category.locale_id) == [category]


def test_in_locale_leaves_out_translations_that_are_drafts(german):
    author = rows.author()
    draft = translated(author, german, live=False)

    assert in_locale([author], german.pk) == [author]

    draft.live = True
    draft.save()
    assert in_locale([author], german.pk) == [draft]
