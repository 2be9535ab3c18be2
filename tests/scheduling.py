"""Which tests one process of pytest-xdist runs: those of a file, and those of an ``xdist_group``.

``--dist=loadgroup`` sends the other tests of a file to any process, and on pytest 9.2 those of a
group, too: https://github.com/pytest-dev/pytest-xdist/issues/1386
"""

import json
import os
from functools import cached_property
from pathlib import Path

import pytest
from xdist.scheduler import LoadFileScheduling


class GroupScheduling(LoadFileScheduling):
    @cached_property
    def groups(self) -> dict[str, str]:
        return json.loads(groups_path(self.config).read_text())

    def _split_scope(self, nodeid):
        return self.groups.get(nodeid) or super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """Start one more than there are cores: a browser, a worker and a mail server are waited for."""
    said = os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS")
    return int(said) if said else os.cpu_count() + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return GroupScheduling(config, log)


# Before xdist says that this process has collected.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session):
    """Tell the process that hands out the tests, which knows no marks."""
    if hasattr(session.config, "workerinput"):
        path = groups_path(session.config)
        new = path.with_name(f"{path.name}-{session.config.workerinput['workerid']}")
        new.write_text(json.dumps(groups_of(session.items)))
        new.replace(path)


def groups_of(items) -> dict[str, str]:
    marks = {item.nodeid: item.get_closest_marker("xdist_group") for item in items}
    return {nodeid: mark.args[0] for nodeid, mark in marks.items() if mark}


def groups_path(config) -> Path:
    folder = config._tmp_path_factory.getbasetemp()
    # Each process of xdist has a folder of its own in that of the run.
    return (folder.parent if hasattr(config, "workerinput") else folder) / "groups.json"
