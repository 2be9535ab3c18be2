import csv
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from wagtail_therapy.wordpress_import import command_options, importing
from wagtail_therapy.wordpress_import.media.failures import MediaError
from wagtail_therapy.wordpress_import.models import WordPressImport
from wagtail_therapy.wordpress_import.planning.targets import UnsuitableParentError
from wagtail_therapy.wordpress_import.reporting import reports
from wagtail_therapy.wordpress_import.reporting.file_words import why_unreadable
from wagtail_therapy.wordpress_import.reporting.report_words import Outcome
from wagtail_therapy.wordpress_import.wxr.errors import UnreadableExportError

State = WordPressImport.State
# The same command would find the same.
NOT_BEGUN = (UnreadableExportError, UnsuitableParentError, MediaError)


class Command(BaseCommand):
    help = (
        "Imports the posts of a WordPress site from its export (Tools → Export → All content) into "
        "a blog. Run it again with a newer export: what you haven't changed here is updated. "
        "Nothing is mailed. Start with --dry-run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        command_options.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            run = command_options.run_of(options)
            try:
                with options["file"].open("rb") as file:
                    self._import(run, file, options)
            except (UnsuitableParentError, UnreadableExportError) as error:
                raise CommandError(_message(error)) from None
            except MediaError:
                raise CommandError("--uploads is neither a folder nor a ZIP archive.") from None
            except OSError as error:
                raise CommandError(error.strerror or "The file can't be read.") from None

    def _import(self, run: WordPressImport, file: Any, options: dict[str, Any]) -> None:
        progress = self._progress if options["verbosity"] > 1 else None
        if options["dry_run"]:
            report = importing.preview(run, file, progress)
            counts, lines = report.counts, report.unsaved_lines()
        else:
            self._run(run, file, progress)
            counts, lines = run.counts, run.lines.all()
        self._print(counts, is_dry=options["dry_run"])
        self._print_loud(lines)
        if options["report"]:
            _write(options["report"], lines)
            self.stdout.write(f"Line by line: {options['report']}")

    def _run(self, run: WordPressImport, file: Any, progress: Any) -> None:
        run.save()
        try:
            importing.run_whole(run, file, progress)
        except BaseException as error:
            run.state, run.found = State.FAILED, run.found_in_file
            run.save(update_fields=["state", "found"])
            if not isinstance(error, NOT_BEGUN):
                self.stderr.write("It was broken off. Run the same command again to go on.")
            raise

    def _progress(self, done: int, total: int) -> None:
        self.stdout.write(f"{done} of {total}")

    def _print(self, counts: dict[str, int], *, is_dry: bool) -> None:
        total = reports.total_of(counts)
        self.stdout.write(f"{'It has' if is_dry else 'Done:'} {total} items.")
        for outcome, label in Outcome.choices:
            if counts.get(outcome):
                self._print_outcome(outcome, label, counts)
        noted = reports.numbers_of(reports.REMARK, counts)
        if noted:
            self.stdout.write("Please note:")
        for reason, number in noted:
            self.stdout.write(f"{number:>7}  {reports.reason_text(reason)}")
        if is_dry:
            self.stdout.write("Nothing was changed. Without --dry-run, it is imported.")

    def _print_outcome(self, outcome: str, label: str, counts: dict[str, int]) -> None:
        self.stdout.write(f"{counts[outcome]:>7}  {label}")
        for reason, number in reports.numbers_of(outcome, counts):
            self.stdout.write(f"{number:>15}  {reports.reason_text(reason)}")

    def _print_loud(self, lines: Iterable[Any]) -> None:
        """Print that a part of the file is missing, with its line."""
        for line in lines:
            if line.reason in reports.INCOMPLETE:
                text = f"Line {line.line}: {reports.reason_text(line.reason)}"
                self.stderr.write(self.style.ERROR(text))


def _message(error: Exception) -> str:
    if isinstance(error, UnreadableExportError):
        return f"{error.file_name}, line {error.line}: {why_unreadable(error)}"
    return str(error)


def _write(path: Path, lines: Iterable[Any]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(reports.csv_rows(lines))
