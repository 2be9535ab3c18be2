"""Which tests one process of pytest-xdist runs: those of a file, and those of an ``xdist_group``.

They are begun in an order that keeps the cores busy: see ``in_turns``.

``--dist=loadgroup`` sends the other tests of a file to any process, and on pytest 9.2 those of a
group, too: https://github.com/pytest-dev/pytest-xdist/issues/1386
"""

import json
import os
from collections.abc import Iterable
from functools import cached_property
from io import BytesIO
from itertools import chain, zip_longest
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pytest
from xdist.scheduler import LoadFileScheduling

# Who asks for these mostly waits: for a worker, a demo, a provider that does not answer.
WAITING = {"migrated_directory", "fork_server_process", "provider"}


class GroupScheduling(LoadFileScheduling):
    @cached_property
    def groups(self) -> dict[str, str]:
        return json.loads(groups_path(self.config).read_text())

    def _split_scope(self, nodeid):
        return self.groups.get(nodeid) or super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """Start two more than there are cores: a browser, a worker and a mail server are waited for."""
    chosen = os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS")
    return int(chosen) if chosen else os.cpu_count() + 2


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return GroupScheduling(config, log)


def pytest_make_parametrize_id(val, argname):
    """Call archives by the size of what is in them.

    They hold the time, which deflating makes longer or shorter, so each process had other tests.
    """
    is_archive = isinstance(val, bytes) and val.startswith((b"PK\x03\x04", b"\x1f\x8b\x08"))
    return f"{argname}-{unpacked_size(val)}" if is_archive else None


def unpacked_size(archive: bytes) -> int:
    """Return the size of all files of a ZIP, and of anything else its own."""
    try:
        with ZipFile(BytesIO(archive)) as opened:
            return sum(entry.file_size for entry in opened.infolist())
    except BadZipFile:
        return len(archive)


# Before xdist says that this process has collected.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session):
    """Tell the process that hands out the tests, which knows no marks."""
    if hasattr(session.config, "workerinput"):
        path = groups_path(session.config)
        new = path.with_name(f"{path.name}-{session.config.workerinput['workerid']}")
        new.write_text(json.dumps(groups_of(session.items)))
        new.replace(path)


def in_turns(items) -> list:
    """Return groups first, then what is slow: begun last, they would be waited for by one process.

    Among those, and among the others, a file that waits comes after one that computes. Side by
    side, those that wait would leave the cores idle.
    """
    groups = groups_of(items)
    scopes: dict[str, list] = {}
    for item in items:
        file = item.nodeid.partition("::")[0]
        scopes.setdefault(groups.get(item.nodeid, file), []).append(item)
    kinds: dict[tuple[bool, bool], list] = {}
    for name, scope in scopes.items():
        kind = name not in groups.values(), not any(map(is_slow, scope))
        kinds.setdefault(kind, []).append(scope)
    return [*chain.from_iterable(chain.from_iterable(mixed(kinds[kind]) for kind in sorted(kinds)))]


def mixed(scopes: list[list]) -> Iterable[list]:
    waiting = [scope for scope in scopes if any(map(is_waiting, scope))]
    computing = [scope for scope in scopes if scope not in waiting]
    return filter(None, chain.from_iterable(zip_longest(waiting, computing)))


def is_slow(item) -> bool:
    return item.get_closest_marker("slow") is not None


def is_waiting(item) -> bool:
    return not WAITING.isdisjoint(item.fixturenames)


def groups_of(items) -> dict[str, str]:
    marks = {item.nodeid: item.get_closest_marker("xdist_group") for item in items}
    return {nodeid: mark.args[0] for nodeid, mark in marks.items() if mark}


def groups_path(config) -> Path:
    folder = config._tmp_path_factory.getbasetemp()
    # Each process of xdist has a folder of its own in that of the run.
    return (folder.parent if hasattr(config, "workerinput") else folder) / "groups.json"
