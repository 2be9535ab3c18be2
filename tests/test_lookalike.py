"""A host may have the names of our apps, models, templates, URLs, files and menu items."""

import os
import subprocess
import sys

import pytest

from tests.wheels import ROOT


@pytest.mark.slow
def test_host_with_the_names_of_our_parts_runs_both(tmp_path):
    environ = os.environ | {"DATABASE_URL": "sqlite://:memory:", "DATABASE_NAME": ":memory:"}
    settings = "--settings=tests.settings_lookalike"
    command = [sys.executable, "-m", "django", "test", "tests.lookalike", settings]
    run = subprocess.run(
        [*command, "--pattern=cases.py"],
        check=False,
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "Ran 13 tests" in run.stderr
