"""What belongs together is run by one process, of as many as the machine can use."""

import os
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from tests.xdist_scheduling import (
    GroupScheduling,
    groups_of,
    in_turns,
    pytest_make_parametrize_id,
    pytest_xdist_auto_num_workers,
)


def item(nodeid, *marks, fixtures=()):
    marker = {mark.name: mark for mark in marks}.get
    return SimpleNamespace(nodeid=nodeid, get_closest_marker=marker, fixturenames=fixtures)


def test_groups_are_those_of_the_marks():
    shared, slow = pytest.mark.xdist_group("snapshots").mark, pytest.mark.slow.mark
    items = [item("a.py::test_a", slow, shared), item("a.py::test_b", slow), item("b.py::test_c")]
    assert groups_of(items) == {"a.py::test_a": "snapshots"}


def test_groups_and_slow_files_come_first_and_one_that_waits_beside_one_that_computes():
    shared, slow = pytest.mark.xdist_group("snapshots").mark, pytest.mark.slow.mark
    items = [
        item("a.py::test_a"),
        item("b.py::test_b", fixtures=["fork_server_process"]),
        item("c.py::test_c", fixtures=["fork_server_process"]),
        item("d.py::test_d"),
        item("e.py::test_e", slow),
        item("a.py::test_f"),
        item("f.py::test_g"),
        item("f.py::test_h", shared),
    ]
    found = [one.nodeid for one in in_turns(items)]
    assert found == [
        *["f.py::test_h", "e.py::test_e"],
        *["b.py::test_b", "a.py::test_a", "a.py::test_f"],
        *["c.py::test_c", "d.py::test_d", "f.py::test_g"],
    ]


def test_tests_of_a_group_are_run_together_and_those_of_a_file():
    # All else about it wants processes.
    scheduling = GroupScheduling.__new__(GroupScheduling)
    scheduling.groups = {"a.py::test_a": "snapshots", "b.py::test_c[@x]": "snapshots"}
    nodeids = ["a.py::test_a", "a.py::test_b", "a.py::test_b[::]", "b.py::test_c[@x]"]
    found = [scheduling._split_scope(nodeid) for nodeid in nodeids]
    assert found == ["snapshots", "a.py", "a.py", "snapshots"]


@pytest.mark.parametrize(("chosen", "processes"), [(None, 6), ("2", 2)])
def test_two_processes_more_than_cores_unless_the_environment_says_how_many(
    monkeypatch, chosen, processes
):
    name = "PYTEST_XDIST_AUTO_NUM_WORKERS"
    monkeypatch.setenv(name, chosen) if chosen else monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    assert pytest_xdist_auto_num_workers() == processes


@pytest.mark.parametrize("compression", [ZIP_STORED, ZIP_DEFLATED])
def test_archive_has_one_name_however_well_it_is_packed(compression):
    packed = BytesIO()
    with ZipFile(packed, "w", compression) as archive:
        archive.writestr("a.txt", "b" * 1_000)
    assert pytest_make_parametrize_id(packed.getvalue(), "content") == "content-1000"


@pytest.mark.parametrize(
    ("value", "name"),
    [(b"PK\x03\x04damaged", "content-11"), (b"\x1f\x8b\x08", "content-3"), (b"text", None)],
)
def test_damaged_archives_are_named_too_and_nothing_else(value, name):
    assert pytest_make_parametrize_id(value, "content") == name
