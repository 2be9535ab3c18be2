"""``therapy_readers import``: bring the subscribers of another service to the list of a site."""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management import BaseCommand
from django.core.management.base import CommandError
from django.utils import translation
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import SubscriberImport
from wagtail_therapy.newsletter.readers import imports, list_restoring
from wagtail_therapy.newsletter.readers.import_outcomes import LABELS, Outcome
from wagtail_therapy.newsletter.readers.subscriber_files.errors import UnreadableFileError
from wagtail_therapy.newsletter.readers.subscriber_files.reading import SubscriberFile, read
from wagtail_therapy.newsletter.readers.subscriber_files.records import Record

from . import acting_user, sites

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
    list_of = sites.only(site)
    if not statement.strip():
        raise CommandError("Say where these people agreed to get your emails: --statement.")
    with ExitStack() as opened, translation.override("en"):
        try:
            content = opened.enter_context(file.open("rb"))
            begin = partial(_begin, command, list_of, file.name, statement, by)
            if list_restoring.is_ours(content):
                counts = _restored(command, content, list_of, None if dry_run else begin())
            else:
                tables = (_named(command, table) for table in read(content, file.name))
                tell = _reporter(opened, report)
                if dry_run:
                    counts = imports.preview(list_of, tables, tell)
                else:
                    counts = imports.run(begin(), tables, tell)
        except imports.BusyError:
            raise CommandError("Another import to this list is running. Try later.") from None
        except (OSError, UnreadableFileError) as error:
            # Without its cause, which may show a row.
            raise CommandError(_message(error)) from None
    for line in _lines(counts, dry_run):
        command.stdout.write(line)


def _begin(
    command: BaseCommand, site: Site, file_name: str, statement: str, by: str | None
) -> SubscriberImport:
    name = email_addresses.without_addresses(file_name)
    begun = imports.start(site, name, statement, acting_user.name(by))
    command.stdout.write(f"Import {begun.pk}, to the list of {site.hostname}.")
    return begun


@sensitive_variables()
def _restored(
    command: BaseCommand, content: BinaryIO, site: Site, begun: SubscriberImport | None
) -> Counter[str]:
    """Restore a list that we exported, or only say what that would do."""
    if begun:
        restored = list_restoring.restore(begun, content)
    else:
        restored = list_restoring.preview(site, content)
    command.stdout.write(
        f"A whole list of ours, with {restored.suppressions} addresses that must not be mailed."
    )
    if restored.lost:
        command.stdout.write(
            f"{restored.lost} rows know an address only by a code that was made with another "
            "ADDRESS_KEY. They can't be used here: people who were erased elsewhere could be "
            "entered again. To keep them, set the other host's key in ADDRESS_KEY_FALLBACKS first."
        )
    return restored.counts


def _message(error: OSError | UnreadableFileError) -> str:
    return error.strerror or "" if isinstance(error, OSError) else str(error.message)


def _named(command: BaseCommand, table: SubscriberFile) -> SubscriberFile:
    """Say how a table is understood, before its rows are read."""
    service = table.service
    if service is None:
        how = "no column says who is subscribed, so your statement counts for all rows"
    else:
        how = f"as {service.name or 'a list with a column for the state'} exports it"
    command.stdout.write(f"{email_addresses.without_addresses(table.name)}: {how}.")
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
