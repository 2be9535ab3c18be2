"""Empties the database after a test that commits.

Django truncates all tables, which makes new files for each of them and their indexes, and then
makes content types and permissions again. In a test, nearly all tables are empty.
"""

from django.core.management.commands import flush
from django.db import connections, transaction

KEPT = {"django_content_type", "auth_permission"}


class Command(flush.Command):
    def handle(self, **options):
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            super().handle(**options)
            return
        found = connection.introspection.django_table_names(only_existing=True, include_views=False)
        names = [connection.ops.quote_name(name) for name in found if name not in KEPT]
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            # Wait, as TRUNCATE does, for what a process that was killed still commits.
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE")
            # Foreign keys are looked at when the transaction ends, so any order will do.
            cursor.execute("; ".join(f"DELETE FROM {name}" for name in names))
