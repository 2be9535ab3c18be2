"""``--coverage`` counts what all processes ran, and a run with too little of it fails."""

import os
import subprocess
import sys

import pytest

from tests.wheels import ROOT

PACKAGE = """
def sign(number):
    if number < 0:
        return "minus"
    return "plus"
"""
# Of two files, so that two processes run them.
TESTS = {
    "test_minus.py": "from package import sign\ndef test_minus(): assert sign(-1) == 'minus'\n",
    "test_plus.py": "from package import sign\ndef test_plus(): assert sign(1) == 'plus'\n",
}
OPTIONS = """
[tool.slipcover]
source = "package"
omit = "*/migrations/*"
exclude-also = []
fail-under = 100
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").write_text(PACKAGE)
    (tmp_path / "pyproject.toml").write_text(OPTIONS)
    for name, text in TESTS.items():
        (tmp_path / name).write_text(text)

    def run(*arguments):
        environ = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
        plugins = ["-p", "no:slipcover", "-p", "tests.coverage", "-p", "no:django"]
        return subprocess.run(
            [sys.executable, "-m", "pytest", *plugins, "--coverage", *arguments],
            check=False,
            cwd=tmp_path,
            env=environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"},
            capture_output=True,
            text=True,
        )

    return run


@pytest.mark.parametrize("processes", [[], ["-n", "2"]], ids=["one process", "two"])
def test_all_that_was_run_is_counted(run, processes):
    done = run(*processes)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\n100.00 % of 100 %\n" in done.stdout


def test_run_that_misses_a_branch_fails(run):
    done = run("test_minus.py")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 passed" in done.stdout
    # Four lines and two branches, without the last line and the way to it.
    assert "\n66.67 % of 100 %, TOO LITTLE\n" in done.stdout
    [row] = [line for line in done.stdout.splitlines() if line.startswith("package")]
    assert row.split()[1:] == ["4", "1", "2", "1", "50", "67", "5"]
