"""Keeps the results of deliveries on disk that the database could not take.

The message has left, so this is the last chance to know it: without it the delivery would end as
unknown. A line names the delivery, the claim it was sent under, and what became of it; no address.
"""

import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID

from django.db import DataError, transaction

from . import mailings, state_dir
from .models import Delivery, Mailing
from .verdicts import Result, Verdict

try:
    import fcntl
except ImportError:  # Windows has no such locks, and so no spool
    fcntl = None  # type: ignore[assignment]  # a module, or none

logger = logging.getLogger("wagtail_therapy.newsletter")

SPOOL = "results.jsonl"
DAMAGED = "results.damaged"
# How many seconds a replay may keep an append waiting.
PATIENCE = 10
FINAL = [Delivery.State.SENT, Delivery.State.FAILED]


@dataclass(frozen=True)
class Line:
    delivery: int
    claim: UUID
    state: Delivery.State
    provider_id: str
    error_class: str

    def apply(self) -> bool:
        """Write it into the database, unless something has been decided there in the meantime."""
        delivery = Delivery(pk=self.delivery, claim=self.claim)
        try:
            with transaction.atomic():
                return delivery.move(
                    [Delivery.State.SENDING, Delivery.State.UNKNOWN],
                    self.state,
                    lease_until=None,
                    provider_id=self.provider_id,
                    error_class=self.error_class,
                )
        except DataError:
            # It would stop every later replay.
            logger.error("The result of delivery %s can't be written", self.delivery)
            return False


def append(delivery: Delivery, state: Any, provider_id: str = "", error_class: str = "") -> bool:
    """Keep that this claimed delivery was SENT or has FAILED; return whether it is on the disk.

    Asks nothing of the database. False: there is no MAIL_STATE_DIR, or it takes nothing.
    """
    if state not in FINAL:
        raise ValueError(f"{state} needs no spool: it is what becomes of a delivery by itself")
    values = {
        "delivery": delivery.pk,
        "claim": delivery.claim.hex,
        "state": int(state),
        "provider_id": provider_id[:255],
        "error_class": error_class[:64],
    }
    try:
        with _locked(PATIENCE) as spool:
            return _write(spool, json.dumps(values).encode() + b"\n") if spool else False
    except OSError as error:
        logger.error("A result could not be kept on disk: %s", error.strerror)
        return False


def keep(delivery: Delivery, result: Result) -> None:
    """Keep a result that is final for the next sweep."""
    match result.verdict:
        case Verdict.ACCEPTED:
            append(delivery, Delivery.State.SENT, result.provider_id)
        case Verdict.REJECTED | Verdict.REFUSED:
            append(delivery, Delivery.State.FAILED, error_class=result.reason)


def replay() -> int:
    """Give the database what was kept for it; return how many deliveries that settled.

    A process that is killed in the middle of it leaves the lines for the next, and to apply one
    twice changes nothing. Raises the database's error while it is still away. Not to be called in a
    transaction: lines are deleted when theirs is committed.
    """
    try:
        with _locked(0) as spool:
            return _replay(spool) if spool else 0
    except BlockingIOError:
        # Another process is at it.
        return 0
    except OSError as error:
        state_dir.complain("kept results could not be read", error)
        return 0


def _replay(spool: IO[bytes]) -> int:
    lines = [line for line in spool.read().splitlines(keepends=True) if line.strip()]
    if not lines:
        return 0
    read = [_read(line) for line in lines]
    with transaction.atomic(durable=True):
        number = sum(line.apply() for line in read if line)
    # Also of lines that were applied before: a process may have been killed at this point.
    _tell([line.delivery for line in read if line])
    _set_aside([line for line, is_read in zip(lines, read, strict=True) if not is_read])
    spool.truncate(0)
    os.fsync(spool.fileno())
    return number


def _set_aside(damaged: list[bytes]) -> None:
    folder = state_dir.folder()
    if damaged and folder:
        logger.error("%s kept results can't be read; they are in %s", len(damaged), DAMAGED)
        state_dir.append(folder / DAMAGED, b"".join(damaged))


def _tell(delivery_ids: list[int]) -> None:
    settled = Delivery.objects.filter(pk__in=delivery_ids)
    for mailing in Mailing.objects.filter(pk__in=settled.values("mailing")):
        mailings.settle_late(mailing)


def _read(line: bytes) -> Line | None:
    try:
        values = json.loads(line)
        line_read = Line(
            delivery=int(values["delivery"]),
            claim=UUID(values["claim"]),
            state=Delivery.State(values["state"]),
            provider_id=str(values["provider_id"]),
            error_class=str(values["error_class"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return line_read if line_read.state in FINAL else None


@contextmanager
def _locked(patience: float) -> Iterator[IO[bytes] | None]:
    """Give the file to this process alone; None when there is no spool. Raises OSError."""
    folder = state_dir.folder() if fcntl else None
    if folder is None:
        yield None
        return
    with state_dir.open_private(folder / SPOOL, os.O_RDWR, "r+b") as spool:
        _lock(spool, time.monotonic() + patience)
        yield spool


def _lock(spool: IO[bytes], deadline: float) -> None:
    while True:
        try:
            # Ends with the process, whatever ends that.
            return fcntl.flock(spool, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _write(spool: IO[bytes], line: bytes) -> bool:
    end = spool.seek(0, os.SEEK_END)
    try:
        # What a power cut tore must not tear the next line as well.
        state_dir.write_out(spool, line if _ends_well(spool, end) else b"\n" + line)
    except OSError:
        with suppress(OSError):
            spool.truncate(end)
        raise
    return True


def _ends_well(spool: IO[bytes], end: int) -> bool:
    if not end:
        return True
    spool.seek(end - 1)
    return spool.read(1) == b"\n"
