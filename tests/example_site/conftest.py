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
def directory(prepared_directory, tmp_path):
    return shutil.copytree(prepared_directory, tmp_path / "demo")


@pytest.fixture(scope="session")
def demo_of_all(prepared_directory, tmp_path_factory):
    directory = tmp_path_factory.mktemp("running") / "demo"
    demo = RunningDemo(shutil.copytree(prepared_directory, directory))
    yield demo
    demo.stop()


@pytest.fixture
def demo(demo_of_all):
    """The demo, running. Other tests have looked at it, and others will."""
    if not demo_of_all.is_running:
        demo_of_all.start()
    return demo_of_all


@pytest.fixture
def ending_demo(demo):
    """The demo, for a test that ends it: all these come last."""
    return demo


def pytest_collection_modifyitems(items):
    for item in items:
        if "migrated_directory" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("demo"))
    items.sort(key=lambda item: "ending_demo" in item.fixturenames)
