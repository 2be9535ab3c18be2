"""Each process that runs tests has a database of its own, a copy of what was migrated."""

import os
from pathlib import Path

import pytest
from django.db import connection
from wagtail.models import Collection, Locale, Page, Site

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "copy")


def test_database_is_the_copy_of_this_process(db):
    assert Path(connection.settings_dict["NAME"]).stem.endswith(f"_{WORKER}")


@pytest.mark.parametrize("number", [1, 2])
def test_test_begins_as_the_first_one_did(transactional_db, number):
    found = [model.objects.count() for model in (Site, Page, Collection, Locale)]
    assert found == [0, 1, 1, 1]
