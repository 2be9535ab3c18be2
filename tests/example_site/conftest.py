import shutil

import pytest

from tests.build_once import built_once
from tests.example_site.demo_process import RunningDemo, manage


@pytest.fixture(scope="session")
def migrated_directory(wagtail_tables, tmp_path_factory):
    """A folder of the demo with a database that has its tables and no content."""

    def migrate(folder):
        shutil.copytree(wagtail_tables, folder, dirs_exist_ok=True)
        manage(folder, "migrate")

    return built_once(tmp_path_factory, "demo-migrated", migrate)


@pytest.fixture(scope="session")
def prepared_directory(migrated_directory, tmp_path_factory):
    """A folder as the demo's first start leaves it."""

    def prepare(folder):
        shutil.copytree(migrated_directory, folder, dirs_exist_ok=True)
        manage(folder, "prepare_demo")

    return built_once(tmp_path_factory, "demo-prepared", prepare)


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
        # Another process would wait for the folder, which takes long to make.
        if "migrated_directory" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("demo"))
    items.sort(key=lambda item: "ending_demo" in item.fixturenames)
