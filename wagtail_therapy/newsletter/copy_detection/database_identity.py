"""Tells a database from a restored or copied one, as far as the database itself can.

PostgreSQL gives each new cluster an identifier, and each database in it a number, so a dump that is
restored elsewhere has another identity. A copy of the server's files has the same: a base backup, a
disk snapshot, a replica that took over. SQLite is identified by the file's inode. It stays when a
backup is copied over the file, and changes when one is moved into its place.
"""

import functools
from pathlib import Path

from django.db import connections
from django.db.models import CharField, Expression, Value
from django.db.models.expressions import RawSQL
from wagtail.models import Site

NUMBER = "(SELECT oid::text FROM pg_database WHERE datname = current_database())"
CLUSTER = "(SELECT system_identifier::text FROM pg_control_system())"
# Ordinary roles may call it, unless that was revoked. Some hosted databases don't have it.
MAY_READ = "SELECT has_function_privilege(to_regprocedure('pg_control_system()'), 'EXECUTE')"


def expression(alias: str) -> Expression:
    """Return SQL that selects a database's identity; empty if it has none."""
    connection = connections[alias]
    if connection.vendor == "postgresql":
        parts = [CLUSTER, NUMBER] if _may_read_cluster(alias) else [NUMBER]
        sql = " || ':' || ".join(parts)
        return RawSQL(sql, (), output_field=CharField())  # noqa: S611 -- constants of this module
    number = _file_number(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else ""
    return Value(number, output_field=CharField())


def read(alias: str, site: Site) -> str:
    """Return the identity of the database that the site was read from."""
    rows = Site.objects.using(alias).filter(pk=site.pk).annotate(identity=expression(alias))
    return next(iter(rows.values_list("identity", flat=True)), "")


@functools.cache
def _may_read_cluster(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute(MAY_READ)
        [may_read] = cursor.fetchone()
    return bool(may_read)


def _file_number(name: str | Path) -> str:
    try:
        return str(Path(name).stat().st_ino)
    except OSError:
        # In memory, or written as a URI.
        return ""
