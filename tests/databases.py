"""The database of the tests: migrated once, and copied for each process that runs tests.

With pytest-xdist the process that hands out the tests migrates, while the others still collect.
``--reuse-db`` keeps what was migrated, and never what a test has left there.
"""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import blocking_manager_key

from tests.sites import add_what_was_flushed, remove_welcome_page


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session):
    config = session.config
    if not config.pluginmanager.hasplugin("dsession"):
        return (yield)
    blocker = config.stash[blocking_manager_key]
    with blocker.unblock():
        migrated = migrate(config)
    try:
        return (yield)
    finally:
        with blocker.unblock():
            drop(migrated, config)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Let the next test begin as the first one did, in whichever order they come."""
    result = yield
    if nextitem and is_flushed_after(item):
        with item.config.stash[blocking_manager_key].unblock():
            add_what_was_flushed()
    return result


def is_flushed_after(item) -> bool:
    marker = item.get_closest_marker("django_db")
    marked = marker and marker.kwargs.get("transaction")
    uses_database = marked or {"transactional_db", "live_server"} & {*item.fixturenames}
    # A test that is skipped has no fixtures, and perhaps there is no database yet.
    return bool(item.funcargs and uses_database)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    config = request.config
    worker = getattr(config, "workerinput", {}).get("workerid")
    with django_db_blocker.unblock():
        migrated = use_migrated() if worker else migrate(config)
        original = use_copy(worker or "copy")
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(original, verbosity=0)
        drop(migrated, config)


def migrate(config) -> list:
    """Make the database that is copied, or bring the kept one up to date."""
    if config.option.nomigrations:
        settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    keepdb = config.option.reuse_db and not config.option.create_db
    migrated = setup_databases(verbosity=0, interactive=False, keepdb=keepdb)
    remove_welcome_page()
    # With --no-migrations they are not there.
    add_what_was_flushed()
    # PostgreSQL copies no database that has open connections.
    connection.close()
    return migrated


def use_migrated() -> list:
    """Let this process know what the process that hands out the tests has migrated."""
    connection.close()
    connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
    return []


def use_copy(suffix: str) -> str:
    """Let this process use a copy of its own; return the name of the database that was copied."""
    creation, original = connection.creation, connection.settings_dict["NAME"]
    creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
    connection.settings_dict |= creation.get_test_db_clone_settings(suffix)
    return original


def drop(migrated: list, config) -> None:
    if not config.option.reuse_db:
        teardown_databases(migrated, verbosity=0)
