"""Who says so, on the command line, which does not know the user."""

import getpass
from argparse import ArgumentParser

from django.core.management.base import CommandError

LONGEST_NAME = 150


def add_argument(parser: ArgumentParser) -> None:
    parser.add_argument("--as", dest="by", help="who says so (default: your system user)")


def name(by: str | None) -> str:
    """Return the name that was given, or the system user's. Raises CommandError."""
    try:
        found = by or getpass.getuser()
    except (KeyError, OSError) as error:
        raise CommandError("Say who you are: --as NAME") from error
    if len(found) > LONGEST_NAME:
        raise CommandError(f"The name is longer than {LONGEST_NAME} characters.")
    return found
