"""What is written down when a guideline or a concern changes, without any page being saved."""

import pytest
from wagtail.models import Locale

from tests.approaches.history.kept import changes
from tests.pages import rows
from wagtail_therapy.approaches.models import Guideline

FIRST = ("Grief", "first", "")


@pytest.fixture
def nice(db):
    return rows.guideline()


@pytest.fixture
def grief(db):
    return rows.concern("Grief")


@pytest.fixture
def act(site, grief, nice):
    return rows.approach(
        rows.approaches(site),
        "ACT",
        short_definition="ACT.",
        concerns=[rows.used_for(grief)],
        recommendations=[rows.says(grief, guideline=nice)],
    )


def test_guideline_that_is_replaced_is_in_the_history_of_each_page_once(act, nice):
    nice.superseded_by = rows.guideline(year=2026)
    nice.save()
    nice.save()

    assert changes(act) == [FIRST, ("Grief", "guideline_replaced", "")]


def test_guideline_that_is_withdrawn_in_another_language_is_in_the_history(act, nice):
    german = nice.copy_for_translation(Locale.objects.create(language_code="de"))
    german.status = "withdrawn"
    german.save()

    assert changes(act) == [FIRST, ("Grief", "guideline_withdrawn", "")]


def test_guideline_that_gets_another_name_changes_nothing(act, nice):
    nice.title = "Corrected"
    nice.number = "NG1"
    nice.save()

    assert changes(act) == [FIRST]


def test_guideline_that_is_deleted_weakens_what_relied_on_it(act, nice):
    nice.delete()

    assert changes(act) == [FIRST, ("Grief", "weaker", "")]


def test_concern_that_is_deleted_keeps_its_name_in_the_history(act, grief):
    grief.delete()

    assert changes(act) == [FIRST, ("Grief", "withdrawn", "")]


def test_page_that_is_not_live_has_nothing_to_tell(act, nice):
    act.unpublish()
    nice.status = "withdrawn"
    nice.save()

    assert changes(act) == [FIRST]


def test_restored_backup_writes_no_history(act, nice):
    Guideline.objects.filter(pk=nice.pk).update(status="withdrawn")
    nice.status = "withdrawn"
    nice.save_base(raw=True)

    assert changes(act) == [FIRST]
