"""A host with its own base page has the whole blog and approaches, made of our mixins."""

import os
import subprocess
import sys

import pytest
import wagtail

from tests.wheels import ROOT


@pytest.mark.slow
@pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="Wagtail 8.0 made the base page swappable")
def test_blog_of_a_host_with_its_own_base_page(tmp_path):
    environ = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DATABASE_NAME": f"{tmp_path}/test.sqlite3",
    }
    settings = "--settings=tests.settings_base_page"
    command = [sys.executable, "-m", "django", "test", "tests.basehost", settings]
    run = subprocess.run(
        # So that it names the migrations.
        [*command, "--pattern=cases.py", "--verbosity=2"],
        check=False,
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "System check identified no issues (0 silenced).\n" in run.stdout
    assert "Applying wagtail_therapy_newsletter.0001_initial... OK\n" in run.stdout
    assert "Ran 8 tests" in run.stderr
