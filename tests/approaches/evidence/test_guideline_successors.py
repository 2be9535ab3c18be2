"""What replaces a guideline when its successor is deleted."""

import pytest
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.approaches.models import Guideline


@pytest.fixture
def replaced(site):
    """A guideline and its translation, each with the successor of its language."""
    newer, older = rows.guideline(year=2022), rows.guideline(year=2004)
    german = Locale.objects.create(language_code="de")
    for one in (newer, older):
        one.copy_for_translation(german).save()
    older.superseded_by = newer
    older.save()
    return Guideline.objects.filter(translation_key=older.translation_key).order_by("pk")


def successors(guidelines):
    return [one.superseded_by for one in guidelines]


def delete_at_once(guideline):
    Guideline.objects.filter(pk=guideline.pk).delete()


@pytest.mark.parametrize("delete", [Guideline.delete, delete_at_once])
def test_successor_of_another_language_takes_the_place_of_one_that_is_deleted(replaced, delete):
    newer, neu = successors(replaced)

    delete(neu)

    assert successors(replaced.all()) == [newer, newer]


def test_nothing_replaces_a_guideline_when_its_successor_is_gone_in_every_language(replaced):
    newer, _neu = successors(replaced)

    Guideline.objects.filter(translation_key=newer.translation_key).delete()

    assert [(one.status, one.superseded_by) for one in replaced.all()] == [("superseded", None)] * 2
