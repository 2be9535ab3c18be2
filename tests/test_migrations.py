"""Migrations of ours run in every host, whatever users, images and pages it has."""

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
import wagtail
from django.core.management import call_command

ROOT = Path(__file__).parent.parent
MIGRATIONS = sorted((ROOT / "wagtail_therapy").glob("*/migrations/0*.py"))

# The newest of the oldest Wagtail that we support, 7.4.
NEWEST_CORE_MIGRATION = "0097"


def test_makemigrations_finds_nothing_to_write(db):
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert out.getvalue() == "No changes detected\n"


def test_makemigrations_finds_nothing_to_write_in_a_plain_host():
    assert manage("tests.settings_plain", "makemigrations", "--check", "--dry-run") == (
        "No changes detected\n"
    )


# `tests/test_base_page.py` migrates there.
@pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="Wagtail 8.0 made the base page swappable")
def test_makemigrations_finds_nothing_to_write_in_a_host_with_its_own_base_page():
    assert manage("tests.settings_base_page", "makemigrations", "--check", "--dry-run") == (
        "No changes detected\n"
    )


def manage(settings, *arguments):
    """Run a command in a process of its own, on a database in memory; return what it prints."""
    environ = {**os.environ, "DATABASE_URL": "sqlite://:memory:"}
    command = [sys.executable, "-m", "django", *arguments, f"--settings={settings}"]
    run = subprocess.run(
        command, check=False, cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_migration_names_no_model_that_a_host_may_replace(path):
    text = path.read_text().lower()
    assert re.findall(r"wagtailimages|'auth\.user'|\"auth\.user\"|testapp|accounts", text) == []
    if path.parts[-3] != "pages":
        assert re.findall(r"wagtailcore\.page\b|wagtail_page_model", text) == []


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_migration_needs_no_newer_wagtail_than_the_oldest_supported(path):
    needed = re.findall(r"""["']wagtailcore["'], ["'](\d{4})""", path.read_text())
    assert [number for number in needed if number > NEWEST_CORE_MIGRATION] == []


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_migration_freezes_no_class_of_ours(path):
    assert re.findall(r"\bwagtail_therapy\.", path.read_text()) == []
