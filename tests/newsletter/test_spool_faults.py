"""What may go wrong with the spool: full disks, processes that are killed, two at a time."""

import fcntl
import json
import logging
import os
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from tests.forks import Fork, Nursery
from tests.processes import PATIENCE, wait_until
from wagtail_therapy.newsletter import spool
from wagtail_therapy.newsletter.models import Delivery

State = Delivery.State
CLAIM = "0123456789abcdef0123456789abcdef"
NO_SPACE = "A result could not be kept on disk: No space left on device"

pytestmark = pytest.mark.usefixtures("no_complaints_yet")


@pytest.fixture
def file(state_folder):
    state_folder.mkdir()
    return state_folder / "results.jsonl"


@pytest.fixture
def writer(nursery, file, tmp_path):
    return Writer(nursery, file.parent, tmp_path / "answers", tmp_path / "log")


@dataclass
class Writer:
    """A process that appends to the spool in ``folder`` and tells what it got for it."""

    nursery: Nursery
    folder: Path
    told: Path
    log: Path

    def start(self, **limits) -> Fork:
        self.told.write_text("")
        return self.nursery.start(
            f"{__name__}:write",
            environ={"THERAPY_SETTINGS": json.dumps({"MAIL_STATE_DIR": str(self.folder)})},
            files=[os.devnull, self.told, self.log],
            **limits,
        )

    def answers(self) -> list[str]:
        return self.told.read_text().split("\n")[:-1]


def write(limit=0, number=1_000_000):
    """Append results until there is no more room, or this process is killed."""
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for pk in range(1, number):
        sys.stdout.write(f"{pk} {spool.append(delivery(pk), State.SENT, 'id')}\n")


def delivery(number):
    return Delivery(pk=number, claim=UUID(CLAIM))


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_threads_do_not_tear_each_others_lines(file):
    def append(number):
        return spool.append(delivery(number), State.SENT)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(append, range(200)))
    assert sorted(line["delivery"] for line in lines(file)) == list(range(200))


def test_replay_does_not_wait_for_another(db, file):
    spool.append(delivery(1), State.SENT)
    with file.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        kept = file.read_bytes()
        assert (spool.replay(), file.read_bytes()) == (0, kept)
    assert (spool.replay(), file.read_bytes()) == (0, b"")


def test_append_waits_for_a_replay_but_not_for_ever(file, monkeypatch, caplog):
    monkeypatch.setattr(spool, "PATIENCE", 0.2)
    with file.open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert spool.append(delivery(1), State.SENT) is False
    assert caplog.messages == [
        "A result could not be kept on disk: Resource temporarily unavailable"
    ]


def test_a_full_disk_is_told_and_leaves_nothing_torn(file, writer):
    assert writer.start(limit=1_000, number=20).wait(timeout=PATIENCE) == 0
    answers = writer.answers()
    kept = [f"{line['delivery']} True" for line in lines(file)]
    assert answers == kept + [f"{number} False" for number in range(len(kept) + 1, 20)]
    assert (len(kept) > 3, file.stat().st_size <= 1_000) == (True, True)
    assert set(writer.log.read_text().splitlines()) == {NO_SPACE}


def test_a_device_that_takes_nothing_is_told(file, caplog):
    file.symlink_to("/dev/full")
    assert spool.append(delivery(1), State.SENT) is False
    assert caplog.messages == [NO_SPACE]


def test_a_folder_that_cannot_be_used_is_told_once_by_the_sweep(db, therapy, file, caplog):
    file.write_text("")
    therapy(MAIL_STATE_DIR=file)
    assert [spool.replay() for _ in range(3)] == [0, 0, 0]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_a_writer_that_is_killed_leaves_no_lock_and_at_most_one_torn_line(file, writer):
    told = 0
    for wait in (0.05, 0.11, 0.17):
        process = writer.start()
        wait_until(lambda: file.exists() and file.stat().st_size > 2_000)
        time.sleep(wait)
        assert process.kill() is True
        told = len([answer for answer in writer.answers() if answer.endswith("True")])
        kept = [spool._read(line) for line in file.read_bytes().splitlines()]
        assert told <= len([line for line in kept if line]) <= told + 1
        assert kept.count(None) <= 1
        assert spool.replay() == 0
        assert file.read_bytes() == b""
    assert told > 0
