"""Fixtures: folders with what takes long to make, each made once for all processes of a run."""

from pathlib import Path

import pytest

from tests import projects
from tests.build_once import built_once
from tests.wheels import build_wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    """The package, built as a wheel."""
    return next(built_once(tmp_path_factory, "wheel", build_wheel).glob("*.whl"))


@pytest.fixture(scope="session")
def wagtail_tables(tmp_path_factory) -> Path:
    """A folder with a ``db.sqlite3`` that has Wagtail's tables and none of ours."""
    return built_once(tmp_path_factory, "wagtail-tables", projects.wagtail_tables)


@pytest.fixture(scope="session")
def new_site(tmp_path_factory) -> Path:
    """A site of `wagtail start` that knows nothing of us, with a migrated database."""
    return built_once(tmp_path_factory, "new-site", projects.new_site)
