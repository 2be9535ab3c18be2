"""``python -m benchmarks [NAME]``: measures, prints, writes; exits with 1 if a goal is missed."""

import argparse
import importlib
import os
import platform
import sys
from itertools import chain

import django

from benchmarks import database, figures
from tests import real_services

PARTS = {
    "publish": ["publish"],
    "mail": ["mail", "network_latency", "million"],
    "blog": ["blog"],
    "pictures": ["pictures"],
    "approaches": ["approaches"],
    "readers": ["readers", "digests", "reader_admin"],
    "sign-ups": ["sign_ups"],
    "response-times": ["response_times"],
    "wordpress": ["wordpress"],
}
# Not among all: it takes six minutes, and what it compares with must be installed.
APART = {"peers": ["peers.measuring"]}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    help_text = f"the part to measure; all but {', '.join(APART)} by default"
    parser.add_argument("part", nargs="?", choices=PARTS | APART, help=help_text)
    wanted = parser.parse_args().part
    with real_services.parts:
        found = measure((PARTS | APART)[wanted] if wanted else chain(*PARTS.values()))
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
    # Imported here, because the parts import models.
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
