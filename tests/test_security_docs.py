"""What is promised about security has a test, and the test is there."""

import os
import re
import subprocess
import sys

import pytest

from tests.test_docs import ROOT

MODEL = ROOT / "docs/concepts/security.md"
PROMISES = ROOT / "SECURITY.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows(path, heading):
    """Return the rows of the table below a heading."""
    section = path.read_text().partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [line.strip("|").split(" | ") for line in lines[2:]]


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        (MODEL, "Attacks and defences"),
        (PROMISES, "What we promise about readers"),
    ],
)
def test_each_row_names_a_test(path, heading):
    found = rows(path, heading)
    assert found
    assert [row[0] for row in found if not TEST.search(row[-1])] == []


@pytest.mark.parametrize("path", [MODEL, PROMISES])
def test_each_test_that_is_named_is_there(path):
    missing = [
        f"{file}::{name}"
        for file, name in TEST.findall(path.read_text())
        if not (ROOT / file).is_file() or f"def {name}(" not in (ROOT / file).read_text()
    ]
    assert missing == []


def test_example_site_in_production_has_nothing_to_check(tmp_path):
    surroundings = {
        "SECRET_KEY": "".join(map(chr, range(33, 127))),
        "HOSTS": "www.practice.example",
        "DEMO_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "example_site.production",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=os.environ | surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (
        0,
        "System check identified no issues (0 silenced).\n",
    )
