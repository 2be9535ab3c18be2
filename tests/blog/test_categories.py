"""The tree of categories as a blog of one language shows it."""

import pytest
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.blog.categories import CategoryTree


@pytest.fixture
def german(site):
    return Locale.objects.create(language_code="de")


def translated(category, locale, name):
    copy = category.copy_for_translation(locale)
    copy.name, copy.slug = name, ""
    copy.save()
    return copy


def names(tree):
    return [(branch.category.name, branch.depth) for branch in tree.branches()]


def test_tree_shows_what_is_not_translated_as_it_is(german):
    grief = rows.category("Grief")
    loss = rows.category("Loss", parent=grief)
    rows.category("Pets", parent=loss)
    translated(loss, german, "Verlust")

    assert names(CategoryTree.of_locale(german.pk)) == [("Grief", 0), ("Verlust", 1), ("Pets", 2)]


def test_tree_finds_an_untranslated_category_by_its_slug_and_no_translated_one(german):
    grief, loss = rows.category("Grief"), rows.category("Loss")
    trauer = translated(grief, german, "Trauer")
    tree = CategoryTree.of_locale(german.pk)

    assert [tree.by_slug(slug) for slug in ("trauer", "grief", "loss")] == [trauer, None, loss]


def test_of_two_categories_of_one_slug_that_of_the_locale_is_found(german):
    rows.category("Angst")
    angst = rows.category("Angst", locale=german)

    assert CategoryTree.of_locale(german.pk).by_slug("angst") == angst


def test_category_comes_with_all_within_it_in_all_languages(german):
    grief = rows.category("Grief")
    loss = rows.category("Loss", parent=grief)
    verlust = translated(loss, german, "Verlust")

    within = CategoryTree.of_locale(german.pk).with_descendants(grief)

    assert within == [grief, loss, verlust]
