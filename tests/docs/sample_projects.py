"""New projects of `wagtail start`, into which a page's samples are pasted."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.docs.samples import ROOT, Sample, samples

WAGTAIL = "from wagtail.bin.wagtail import main; main()"
INSIDE = Path(__file__).with_name("run_in_project.py")
ABOVE = "urlpatterns = urlpatterns + ["
# Migrating a new project takes half a minute of one core, and tests/test_install.py does that.
QUICK = """
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS += ["mysite"]
# What `startapp` writes into apps.py.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# Not a line of the project's own: a check of Wagtail wants it.
WAGTAILADMIN_BASE_URL = "http://testserver"


class _WithoutMigrations(dict):
    def get(self, label, default=None):
        return default if label == "mysite" else None

    def __contains__(self, label):
        return label != "mysite"

    def __getitem__(self, label):
        return None


MIGRATION_MODULES = _WithoutMigrations()
"""


def start_project(folder: Path) -> Path:
    """Make a project with the lines that README.md asks you to write."""
    project = folder / "mysite"
    project.mkdir(parents=True)
    run("-c", WAGTAIL, "start", "mysite", project)
    for sample in samples():
        if sample.marker.startswith("install:"):
            paste(project, sample)
    return project


def copy_project(project: Path, folder: Path, pasted: Iterable[Sample]) -> Path:
    copied = Path(shutil.copytree(project, folder / "mysite"))
    for sample in pasted:
        if sample.place:
            paste(copied, sample)
    with (copied / "mysite/settings/local.py").open("a") as file:
        file.write(f"from .base import *\n{QUICK}")
    return copied


def paste(project: Path, sample: Sample) -> None:
    """Write a sample into the file that it names, unchanged: at its end, or above its line."""
    path = project / where(sample.place)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text() if path.exists() else ""
    if sample.place.endswith("urls.py"):
        head, line, tail = before.partition(ABOVE)
        path.write_text(f"{head}{sample.text}\n{line}{tail}")
    elif path.suffix == ".html":
        path.write_text(sample.text)
    else:
        path.write_text(f"{before}\n{sample.text}")


def where(place: str) -> str:
    """Return the path in the project of a file that a sample names."""
    if place.endswith("settings.py"):
        return "mysite/settings/base.py"
    if place.endswith("urls.py"):
        return "mysite/urls.py"
    return f"mysite/{place}" if place.startswith("templates/") else place


def visit(project: Path, shells: Iterable[str] = ()) -> dict:
    """Have the project checked, migrated and visited, and shell samples run; return what it did."""
    return json.loads(run(INSIDE, json.dumps(list(shells)), cwd=project))


def run(*command, cwd: Path | None = None) -> str:
    names = ["PATH", "HOME", "LANG"]
    environ = {name: os.environ[name] for name in names if name in os.environ}
    environ["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, *map(str, command)]
    done = subprocess.run(
        command, cwd=cwd, env=environ, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
