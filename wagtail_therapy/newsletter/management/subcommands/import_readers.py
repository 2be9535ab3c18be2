"""``therapy_readers import``: bring the subscribers of another service to the list of a site."""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError
from django.utils import translation
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.newsletter.readers import imports
from wagtail_therapy.newsletter.readers.import_outcomes import LABELS, Outcome
from wagtail_therapy.newsletter.subscriber_files.errors import UnreadableFileError
from wagtail_therapy.newsletter.subscriber_files.reading import SubscriberFile, read
from wagtail_therapy.newsletter.subscriber_files.records import Record

from . import acting_user, output, sites

HELP = "Brings subscribers from a CSV, Excel or ZIP file of another service. Sends no email."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the file that the other service exported")
    parser.add_argument(
        "--statement",
        required=True,
        help='where and how these people agreed, for the proof of consent: "They signed up on …"',
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would become of the rows"
    )
    parser.add_argument(
        "--report", type=Path, help="write what became of each row to this CSV file, by row number"
    )
    sites.add_argument(parser)
    acting_user.add_argument(parser)


@sensitive_variables()
def handle(
    command: BaseCommand,
    *,
    file: Path,
    statement: str,
    dry_run: bool,
    report: Path | None,
    site: str | None,
    by: str | None,
    **options: Any,
) -> None:
    list_of = _site(site)
    if not statement.strip():
        raise CommandError("Say where these people agreed to get your emails: --statement.")
    with ExitStack() as opened, translation.override("en"):
        try:
            tables = read(opened.enter_context(file.open("rb")), file.name)
            named = (_named(command, table) for table in tables)
            tell = _reporter(opened, report)
            if dry_run:
                counts = imports.preview(list_of, named, tell)
            else:
                name = output.without_addresses(file.name)
                begun = imports.start(list_of, name, statement, acting_user.name(by))
                command.stdout.write(f"Import {begun.pk}, to the list of {list_of.hostname}.")
                counts = imports.run(begun, named, tell)
        except (OSError, UnreadableFileError) as error:
            # Without its cause, which may show a row.
            raise CommandError(_message(error)) from None
    for line in _lines(counts, dry_run):
        command.stdout.write(line)


def _message(error: OSError | UnreadableFileError) -> str:
    return error.strerror or "" if isinstance(error, OSError) else str(error.message)


def _site(hostname: str | None) -> Site:
    found = sites.chosen(hostname)
    if len(found) > 1:
        raise CommandError("There are several sites. Say whose list it is: --site HOSTNAME.")
    return found[0]


def _named(command: BaseCommand, table: SubscriberFile) -> SubscriberFile:
    """Say how a table is understood, before its rows are read."""
    service = table.service
    if service is None:
        how = "no column says who is subscribed, so your statement counts for all rows"
    else:
        how = f"as {service.name or 'a list with a column for the state'} exports it"
    command.stdout.write(f"{output.without_addresses(table.name)}: {how}.")
    return table


def _reporter(opened: ExitStack, path: Path | None) -> Callable[[Record, Outcome], None] | None:
    """Return a function that writes the outcome of each row, without its address."""
    if path is None:
        return None
    file = opened.enter_context(path.open("w", newline="", encoding="utf-8"))
    rows = csv.writer(file)
    rows.writerow(["file", "row", "outcome", "what it means"])

    def report(record: Record, outcome: Outcome) -> None:
        rows.writerow([record.file_name, record.number, outcome.value, LABELS[outcome]])

    return report


def _lines(counts: Counter[str], dry_run: bool) -> list[str]:
    width = len(str(max(counts.values(), default=0)))
    with translation.override("en"):
        found = [
            f"{counts[outcome]:{width}} {label}"
            for outcome, label in LABELS.items()
            if counts[outcome]
        ]
    outlook = "Nothing was changed." if dry_run else "No one was emailed."
    return [*found, f"{sum(counts.values()):{width}} rows in all. {outlook}"]
