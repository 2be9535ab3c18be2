"""A host may have the names of our apps, models, templates, URLs, files and menu items."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.wheels import ROOT


@pytest.mark.slow
def test_host_with_the_names_of_our_parts_runs_both(wagtail_tables, tmp_path):
    file = shutil.copy(wagtail_tables / "db.sqlite3", tmp_path)
    environ = os.environ | {"DATABASE_URL": f"sqlite:///{file}", "DATABASE_NAME": file}
    settings = "--settings=tests.settings_lookalike"
    command = [sys.executable, "-m", "django", "test", "tests.lookalike", settings]
    run = subprocess.run(
        # The database that has Wagtail's tables.
        [*command, "--pattern=cases.py", "--keepdb"],
        check=False,
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "Ran 13 tests" in run.stderr
