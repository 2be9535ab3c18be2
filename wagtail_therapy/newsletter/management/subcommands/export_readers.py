"""``therapy_readers export``: the readers of a site, as a file."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError
from django.utils import translation

from wagtail_therapy.newsletter.readers import exports, service_exports

from . import acting_user, sites

HELP = "Writes the readers of a site to a file. Only your system user can read the file."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a file that doesn't exist yet")
    parser.add_argument(
        "--format", choices=exports.FORMATS, default="whole", help="what for (default: whole)"
    )
    sites.add_argument(parser)
    acting_user.add_argument(parser)


def handle(
    command: BaseCommand,
    *,
    file: Path,
    format: str,  # noqa: A002 -- the option's name
    site: str | None,
    by: str | None,
    **options: Any,
) -> None:
    list_of = sites.only(site)
    name = acting_user.name(by)
    try:
        # Not readable by others of this machine, and no file is overwritten.
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise CommandError(f"{file.name} can't be written: {error.strerror}") from None
    with os.fdopen(number, "wb") as opened, translation.override("en"):
        opened.writelines(exports.begin(list_of, format, by=name))
    command.stdout.write(f"The list of {list_of.hostname} is in {file.name}.")
    if exports.FORMATS[format].readers is service_exports.subscribed:
        _tell_of_left_out(command, service_exports.left_out(list_of).count())


def _tell_of_left_out(command: BaseCommand, number: int) -> None:
    if number:
        command.stdout.write(
            f"{number} addresses that a spreadsheet would take for a formula aren't in it. They "
            "are in the whole list; add them at the service by hand."
        )
