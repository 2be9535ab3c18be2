"""``python -m benchmarks.on_sqlite PART ARGUMENTS FILE``: one part in a process of its own."""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks import database, figures


def again(part, **arguments) -> list[figures.Figure]:
    """Measure the part once more, on SQLite in a fresh process."""
    with tempfile.TemporaryDirectory(prefix="therapy-sqlite-") as name:
        folder = Path(name)
        file = str(folder / "benchmark.sqlite3")
        environ = os.environ | {
            "DATABASE_URL": f"sqlite:///{file}",
            "DATABASE_NAME": file,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        found = folder / "figures.json"
        command = [sys.executable, "-m", "benchmarks.on_sqlite", part, json.dumps(arguments), found]
        subprocess.run(command, env=environ, check=True)
        return [figures.Figure(**one) for one in json.loads(found.read_text())]


def main(part, arguments, file):
    import django

    django.setup()
    with database.empty_database():
        found = importlib.import_module(f"benchmarks.{part}").measure_here(**json.loads(arguments))
    Path(file).write_text(json.dumps([asdict(figure) for figure in found]))


if __name__ == "__main__":
    main(*sys.argv[1:])
