"""``python -m benchmarks.on_sqlite PARTS FILE``: some parts in a process of their own."""

import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks import database, figures


def again(tables: Path | None = None, **parts) -> list[figures.Figure]:
    """Measure the parts again with their arguments, on SQLite in a fresh process.

    It begins with a copy of the database file ``tables``, which may have tables already.
    """
    with tempfile.TemporaryDirectory(prefix="therapy-sqlite-") as name:
        folder = Path(name)
        file = str(folder / "benchmark.sqlite3")
        if tables:
            shutil.copy(tables, file)
        environ = os.environ | {
            "DATABASE_URL": f"sqlite:///{file}",
            "DATABASE_NAME": file,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        found = folder / "figures.json"
        command = [sys.executable, "-m", "benchmarks.on_sqlite", json.dumps(parts), found]
        subprocess.run(command, env=environ, check=True)
        return [figures.Figure(**one) for one in json.loads(found.read_text())]


def main(parts, file):
    import django

    django.setup()
    with database.empty_database(keepdb=True):
        found = [
            asdict(figure)
            for part, arguments in emptied_for_each(json.loads(parts))
            for figure in importlib.import_module(f"benchmarks.{part}").measure_here(**arguments)
        ]
    Path(file).write_text(json.dumps(found))


def emptied_for_each(parts):
    """Yield each part with a freshly migrated database. It is copied, as migrations take long."""
    from django.core.cache import cache
    from django.db import connection

    from wagtail_therapy.content import caching

    connection.close()
    database_file = Path(connection.settings_dict["NAME"])
    migrated = database_file.read_bytes()
    for part in parts.items():
        yield part
        connection.close()
        database_file.write_bytes(migrated)
        cache.clear()
        caching.invalidate()


if __name__ == "__main__":
    main(*sys.argv[1:])
