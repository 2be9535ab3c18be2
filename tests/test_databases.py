"""Each process that runs tests has a database of its own, a copy of what was migrated."""

import os
from pathlib import Path

from django.db import connection
from wagtail.models import Site

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "copy")


def test_database_is_the_copy_of_this_process(db):
    assert Path(connection.settings_dict["NAME"]).stem.endswith(f"_{WORKER}")


def test_test_begins_with_no_site(db):
    assert Site.objects.count() == 0
