"""Rows with which all tests of a file begin, made once: each test works on a savepoint of them."""

from contextlib import ExitStack

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from wagtail.signal_handlers import disable_reference_index_auto_update


@pytest.fixture(scope="module")
def make_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return a function that calls another, and keeps the rows of that until the file's last test.

    Fixtures of modules ask for it. All tests of such a file see those rows, none of them may be
    transactional, and what they change in Python is not undone: give them a copy.
    """
    folder = tmp_path_factory.mktemp("made_once")
    undo = transaction.atomic()
    # What Django's own test cases say of theirs, so that durable transactions may be within.
    undo._from_testcase = True

    def make(build):
        with (
            django_db_blocker.unblock(),
            override_settings(MEDIA_ROOT=folder),
            disable_reference_index_auto_update(),
        ):
            return build()

    with ExitStack() as kept:
        with django_db_blocker.unblock():
            kept.enter_context(undo)
        yield make
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            kept.close()
    cache.clear()
