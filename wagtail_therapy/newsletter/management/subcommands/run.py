"""``therapy_mail run``: send everything that is due now."""

import signal
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError, OutputWrapper
from tqdm import tqdm

from wagtail_therapy.newsletter.management.cron import CronRun
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import progress
from wagtail_therapy.practice.emails import development_backends

from . import output

HELP = "Sends everything that is due now, without Celery: from cron or by hand."
# How often a bar moves. Each session opens a connection to the mail server, so not each second.
SECONDS_PER_MOVE = 5


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--max-seconds",
        type=float,
        default=50,
        help="stop after about this time, so that cron can start one each minute (default 50)",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        dest="as_json",
        help="print what was done at the end, as JSON",
    )


def handle(
    command: BaseCommand, *, max_seconds: float, as_json: bool, verbosity: int, **options: Any
) -> None:
    if refusal := development_backends.refusal_reason():
        raise CommandError(refusal)
    display = _display(command.stderr, verbosity)
    run = CronRun(max_seconds, session_seconds=display.seconds_per_move)
    with _stopped_by_signals(run, display), display:
        display.begin(run.begin())
        for mailing in run.sessions():
            display.show(mailing)
    if as_json:
        command.stdout.write(output.as_json(_summary(run)))
    elif verbosity:
        command.stdout.write(
            f"{run.confirmations} confirmations, {len(run.mailings)} mailings worked on"
        )


class Display:
    """Shows nothing. The others extend it."""

    seconds_per_move: float | None = None

    def __enter__(self) -> "Display":
        return self

    def __exit__(self, *exception: Any) -> None:
        pass

    def begin(self, mailings: Iterable[Mailing]) -> None:
        pass

    def show(self, mailing: Mailing) -> None:
        pass

    def end(self) -> None:
        pass


class StderrDisplay(Display):
    def __init__(self, stderr: OutputWrapper):
        self.stderr = stderr

    def end(self) -> None:
        self.stderr.write(
            "Finishing the current session, which takes a minute at most…", style_func=str
        )


class LogLines(StderrDisplay):
    """For a log: a line after each session."""

    def show(self, mailing: Mailing) -> None:
        [current] = progress.of([mailing])
        self.stderr.write(output.line(current), style_func=str)


class ProgressBars(StderrDisplay):
    """For a terminal: a bar for each mailing."""

    seconds_per_move = SECONDS_PER_MOVE

    def __init__(self, stderr: OutputWrapper):
        super().__init__(stderr)
        self.bars: dict[int, tqdm[Any]] = {}

    def __exit__(self, *exception: Any) -> None:
        for bar in self.bars.values():
            bar.close()

    def begin(self, mailings: Iterable[Mailing]) -> None:
        for mailing in mailings:
            self._bar(mailing)

    def show(self, mailing: Mailing) -> None:
        bar = self._bar(mailing)
        bar.total = mailing.total
        bar.set_postfix_str(_remarks(mailing), refresh=False)
        bar.update(_settled(mailing) - bar.n)
        bar.refresh()

    def _bar(self, mailing: Mailing) -> "tqdm[Any]":
        """Return its bar; a mailing that became due meanwhile gets one at its first session."""
        if mailing.pk not in self.bars:
            self.bars[mailing.pk] = tqdm(
                desc=f"Mailing {mailing.pk}",
                unit="mail",
                initial=_settled(mailing),
                dynamic_ncols=True,
            )
        return self.bars[mailing.pk]


def _display(stderr: OutputWrapper, verbosity: int) -> Display:
    if not verbosity:
        return Display()
    return ProgressBars(stderr) if sys.stderr.isatty() else LogLines(stderr)


def _settled(mailing: Mailing) -> int:
    return mailing.total - mailing.left


def _remarks(mailing: Mailing) -> str:
    results = {"unknown": mailing.unknown, "failed": mailing.failed, "skipped": mailing.skipped}
    return ", ".join(f"{number} {name}" for name, number in results.items() if number)


def _summary(run: CronRun) -> dict[str, Any]:
    for mailing in run.mailings:
        mailing.refresh_from_db()
    mailings = [current.as_dict() for current in progress.of(run.mailings)]
    to_readers = {"confirmations": run.confirmations, "emails_to_readers": run.reader_emails}
    return {**to_readers, "mailings": mailings}


@contextmanager
def _stopped_by_signals(run: CronRun, display: Display) -> Iterator[None]:
    """End after the running session at the first Ctrl-C or SIGTERM, at once at the second."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, frame: Any) -> None:
        display.end()
        run.stop()
        restore()

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        restore()
