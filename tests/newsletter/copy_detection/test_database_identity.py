"""What a database says of itself, and a copy of it does not."""

import pytest
from django.db import connection

from wagtail_therapy.newsletter.copy_detection import database_identity

IS_POSTGRESQL = connection.vendor == "postgresql"


@pytest.fixture
def asked_again():
    """What a role may read is asked once by each process."""
    database_identity._may_read_cluster.cache_clear()
    yield
    database_identity._may_read_cluster.cache_clear()


@pytest.mark.skipif(not IS_POSTGRESQL, reason="PostgreSQL")
def test_postgresql_identity_is_cluster_and_database_number(site, asked_again):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier, oid FROM pg_control_system(), pg_database "
            "WHERE datname = current_database()"
        )
        cluster, number = cursor.fetchone()
    assert database_identity.read("default", site) == f"{cluster}:{number}"


@pytest.mark.skipif(not IS_POSTGRESQL, reason="PostgreSQL")
def test_role_that_may_not_read_the_cluster_gets_the_number(site, asked_again):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE therapy_reader")
        cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO therapy_reader")
        cursor.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC")
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        [number] = cursor.fetchone()
        cursor.execute("SET LOCAL ROLE therapy_reader")
        assert database_identity.read("default", site) == str(number)
        cursor.execute("RESET ROLE")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite")
def test_sqlite_has_the_number_of_its_file(site):
    number = database_identity._file_number(connection.settings_dict["NAME"])
    assert database_identity.read("default", site) == number != ""


def test_copy_of_an_sqlite_file_has_another_number(tmp_path):
    ours, theirs = tmp_path / "ours.sqlite3", tmp_path / "theirs.sqlite3"
    ours.write_text("")
    theirs.write_text("")
    numbers = {database_identity._file_number(path) for path in (ours, theirs)}
    assert len(numbers - {""}) == 2


@pytest.mark.parametrize("name", [":memory:", "file:memorydb?mode=memory&cache=shared"])
def test_sqlite_in_memory_has_none(name):
    assert database_identity._file_number(name) == ""
