import pytest

from tests.build_once import built_once


class Factory:
    """Replaces pytest's ``tmp_path_factory``: that of a run, or of one process of it."""

    def __init__(self, folder):
        self.folder = folder

    def getbasetemp(self):
        return self.folder


def build(folder):
    with (folder / "log").open("a") as log:
        log.write("built ")


def test_folder_is_built_once_for_all_processes_of_a_run(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    folders = [built_once(Factory(tmp_path / name), "it", build) for name in ("gw0", "gw1")]
    assert folders == [tmp_path / "it"] * 2
    assert (tmp_path / "it" / "log").read_text() == "built "


def test_folder_of_a_run_in_one_process_lies_in_its_own(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    assert built_once(Factory(tmp_path), "it", build) == tmp_path / "it"


def test_folder_is_built_again_when_that_failed(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)

    def fail(folder):
        build(folder)
        raise OSError("half")

    with pytest.raises(OSError, match="half"):
        built_once(Factory(tmp_path), "it", fail)
    folder = built_once(Factory(tmp_path), "it", build)
    assert (folder / "log").read_text() == "built "
