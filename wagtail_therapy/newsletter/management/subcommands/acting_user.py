"""The person who uses the command line: their name, and whether they are sure."""

import getpass
import sys
from argparse import ArgumentParser

from django.core.management import BaseCommand
from django.core.management.base import CommandError

LONGEST_NAME = 150


def add_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--as", dest="by", help="your name, for the log (default: your system user)"
    )


def name(by: str | None) -> str:
    """Return the name that was given, or the system user's. Raises CommandError."""
    try:
        found = by or getpass.getuser()
    except (KeyError, OSError) as error:
        raise CommandError("Give your name: --as NAME") from error
    if len(found) > LONGEST_NAME:
        raise CommandError(f"The name is longer than {LONGEST_NAME} characters.")
    return found


def ask(command: BaseCommand, consequence: str, question: str) -> None:
    """Ask for a yes on a terminal. Raises CommandError without one, or without a terminal."""
    if not sys.stdin.isatty():
        raise CommandError(f"{consequence} Add --yes if you want to.")
    command.stdout.write(f"{consequence} {question} [y/N] ", ending="")
    command.stdout.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise CommandError("Nothing was changed.")
