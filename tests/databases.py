"""One test database is migrated for all of pytest-xdist's workers, each has a copy.

The process that hands out the tests migrates while the workers still collect. ``--reuse-db`` keeps
what it migrated; copies are made for each run.
"""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import blocking_manager_key
from wagtail.models import Page, Site


def worker(config) -> str | None:
    """Return the name of the xdist worker that this process is, or None."""
    return getattr(config, "workerinput", {}).get("workerid")


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session):
    config = session.config
    if not config.pluginmanager.hasplugin("dsession"):
        return (yield)
    with config.stash[blocking_manager_key].unblock():
        migrated = migrate(config)
    try:
        return (yield)
    finally:
        if not config.option.reuse_db:
            with config.stash[blocking_manager_key].unblock():
                teardown_databases(migrated, verbosity=0)


def migrate(config) -> list:
    keepdb = config.option.reuse_db and not config.option.create_db
    migrated = setup_databases(verbosity=0, interactive=False, keepdb=keepdb)
    remove_welcome_page()
    # PostgreSQL copies no database to which somebody is connected.
    connection.close()
    return migrated


def remove_welcome_page() -> None:
    """Take away Wagtail's welcome page, so that every test starts with no site, flushed or not."""
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    Page.objects.filter(depth=1).update(numchild=0)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    if name := worker(request.config):
        with django_db_blocker.unblock():
            original = copy_database(name)
        yield
        with django_db_blocker.unblock():
            connection.creation.destroy_test_db(original, verbosity=0)
    else:
        # pytest-django's own.
        request.getfixturevalue("django_db_setup")
        with django_db_blocker.unblock():
            remove_welcome_page()
        yield


def copy_database(suffix: str) -> str:
    """Give this worker a copy of what was migrated; return the name of the database before."""
    original = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
    connection.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
    connection.settings_dict |= connection.creation.get_test_db_clone_settings(suffix)
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"]
    return original
