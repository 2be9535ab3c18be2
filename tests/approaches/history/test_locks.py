"""In which order rows are locked: pages, then guidelines, each by their keys."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.approaches.models import Concern

PAGES, GUIDELINES = "wagtailcore_page", "wagtail_therapy_approaches_guideline"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite locks the whole database"),
]


def described(index, title, concern):
    return rows.approach(
        index,
        title,
        short_definition="Words.",
        concerns=[rows.used_for(concern)],
        recommendations=[rows.says(concern)],
    )


@pytest.fixture
def act(index, nice, grief):
    return described(index, "ACT", grief)


def touched(act):
    """Return in which order rows are locked or changed in the tables, each once."""
    with CaptureQueriesContext(connection) as found:
        act()
    written = re.compile(r'^(?:UPDATE|DELETE FROM) "(\w+)"|FROM "(\w+)".* FOR (?:NO KEY|SHARE)')
    tables = [match[1] or match[2] for one in found if (match := written.search(one["sql"]))]
    return [one for one in dict.fromkeys(tables) if one in (PAGES, GUIDELINES)]


def withdraw(guideline):
    guideline.status = "withdrawn"
    guideline.save()


def test_guideline_that_changes_locks_its_pages_before_itself(act, nice):
    nice.copy_for_translation(Locale.objects.create(language_code="de")).save()

    assert touched(lambda: withdraw(nice)) == [PAGES, GUIDELINES]


def test_guideline_that_replaced_another_locks_its_pages_before_what_it_replaced(act, nice):
    older = rows.guideline(year=2009, superseded_by=nice)
    german = nice.copy_for_translation(Locale.objects.create(language_code="de"))
    german.save()

    assert touched(nice.delete) == [PAGES, GUIDELINES]
    older.refresh_from_db()
    assert older.superseded_by == german


def test_concern_that_is_deleted_locks_its_pages_first(act, grief):
    with CaptureQueriesContext(connection) as found:
        grief.delete()

    changing = [one["sql"] for one in found if re.match("UPDATE|DELETE|INSERT|.* FOR ", one["sql"])]
    assert f'FROM "{PAGES}"' in changing[0]


def test_pages_are_locked_by_their_keys(act, index, grief, nice):
    described(index, "EFT", grief)
    with CaptureQueriesContext(connection) as found:
        withdraw(nice)

    locks = [one["sql"] for one in found if "FOR NO KEY" in one["sql"] and PAGES in one["sql"]]
    assert locks == [locks[0]] * 2
    key = rf'"{PAGES}"\."id"'
    assert re.match(rf"SELECT {key} .* ORDER BY (1|{key}) ASC FOR NO KEY UPDATE$", locks[0])


def test_concerns_that_are_deleted_together_lock_their_pages_together(act, index):
    described(index, "EFT", rows.concern("Worry"))
    with CaptureQueriesContext(connection) as found:
        Concern.objects.order_by("-name").delete()

    locks = [one["sql"] for one in found if "FOR NO KEY" in one["sql"] and PAGES in one["sql"]]
    numbers = [len(re.search(r"IN \((.*?)\)", sql)[1].split(",")) for sql in locks]
    assert numbers == [2, 1, 1]
