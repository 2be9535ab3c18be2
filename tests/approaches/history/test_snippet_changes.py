"""What is written down when a guideline or a concern changes, without any page being saved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from tests.approaches.history.claim_changes import changes
from tests.pages import rows
from wagtail_therapy.approaches.models import Guideline

FIRST = ("Grief", "first", "")


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


def test_replaced_guideline_that_is_withdrawn_is_one_change(act, nice):
    nice.superseded_by = rows.guideline(year=2026)
    nice.save()
    nice.status = "withdrawn"
    nice.save()

    assert changes(act) == [FIRST, ("Grief", "guideline_replaced", "")]


def test_guideline_of_the_same_name_that_takes_its_place_writes_no_empty_change(act, nice):
    (row,) = act.get_concern_rows()
    act.approach_recommendations = [rows.says(row.concern, guideline=rows.guideline())]
    rows.publish(act)

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


def queries(change):
    with CaptureQueriesContext(connection) as found:
        change()
    return len(found)


@pytest.mark.parametrize(
    ("name", "value"), [("title", "Corrected"), ("number", "NG1"), ("checked_date", "2026-10-06")]
)
def test_guideline_saved_without_a_visible_change_queries_no_page(act, nice, name, value):
    setattr(nice, name, value)
    with CaptureQueriesContext(connection) as found:
        nice.save()

    assert [one["sql"] for one in found if "page" in one["sql"]] == []


def test_guideline_that_changes_takes_as_many_queries_for_many_pages(act, grief, nice):
    def withdraw_and_restore():
        for status in ("withdrawn", "current"):
            nice.status = status
            nice.save()

    for_one = queries(withdraw_and_restore)
    for number in range(5):
        rows.approach(
            act.get_parent(),
            f"More {number}",
            short_definition="Words.",
            concerns=[rows.used_for(grief)],
            recommendations=[rows.says(grief, guideline=nice)],
        )

    assert queries(withdraw_and_restore) == for_one
    assert len(changes(act)) == 5


def test_guideline_that_could_not_be_saved_is_in_no_history(act, nice, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("wagtail_therapy.approaches.history.snippet_changes.record", fail)
    nice.status = "withdrawn"
    with pytest.raises(RuntimeError):
        nice.save()

    nice.refresh_from_db()
    assert (nice.status, changes(act)) == ("current", [FIRST])


def test_restored_backup_writes_no_history(act, nice):
    Guideline.objects.filter(pk=nice.pk).update(status="withdrawn")
    nice.status = "withdrawn"
    nice.save_base(raw=True)

    assert changes(act) == [FIRST]
