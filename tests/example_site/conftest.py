import shutil

import pytest

from tests.example_site.running import RunningDemo, manage


@pytest.fixture(scope="session")
def migrated_directory(tmp_path_factory):
    """A folder of the demo with a database that has its tables and no content."""
    directory = tmp_path_factory.mktemp("migrated")
    manage(directory, "migrate")
    return directory


@pytest.fixture(scope="session")
def prepared_directory(migrated_directory, tmp_path_factory):
    """A folder as the demo's first start leaves it."""
    directory = tmp_path_factory.mktemp("prepared")
    shutil.copytree(migrated_directory, directory, dirs_exist_ok=True)
    manage(directory, "prepare_demo")
    return directory


@pytest.fixture
def empty_directory(migrated_directory, tmp_path):
    return shutil.copytree(migrated_directory, tmp_path / "empty")


@pytest.fixture
def directory(prepared_directory, tmp_path):
    return shutil.copytree(prepared_directory, tmp_path / "demo")


@pytest.fixture
def demo(directory):
    """The demo, running."""
    demo = RunningDemo(directory)
    demo.start()
    yield demo
    demo.stop()
