"""``python -m benchmarks [NAME]``: measure, print, write; exit with 1 when a goal is missed."""

import argparse
import importlib
import os
import platform
import sys
from itertools import chain

import django

from benchmarks import database, figures
from tests import real_parts

PARTS = {
    "publish": ["publish"],
    "mail": ["mail", "distance", "million"],
    "blog": ["blog"],
    "approaches": ["approaches"],
    "sign-ups": ["sign_ups"],
    "answers": ["answers"],
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="all parts when left out")
    wanted = parser.parse_args().part
    with real_parts.parts:
        found = measure(PARTS[wanted] if wanted else chain(*PARTS.values()))
    print(figures.table(found))
    figures.write(found)
    return 0 if all(figure.ok for figure in found) else 1


def measure(names) -> list[figures.Figure]:
    say("starting the servers")
    database.start_servers()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    with database.empty_database():
        say(circumstances())
        return [figure for name in names for figure in measure_one(name)]


def measure_one(name) -> list[figures.Figure]:
    say(f"measuring {name}")
    # Late, because the parts import models.
    return importlib.import_module(f"benchmarks.{name}").measure()


def circumstances() -> str:
    return (
        f"Python {platform.python_version()}, Django {django.__version__}, {database.engine()}, "
        f"{os.cpu_count()} processors"
    )


def say(what):
    print(what, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
