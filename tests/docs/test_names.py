"""Modules, files and checks that the documentation names exist."""

import importlib
import re
from functools import cache

import pytest

from tests.docs.samples import PAGES, ROOT
from wagtail_therapy.conf import DEFAULTS

PACKAGE = ROOT / "wagtail_therapy"
FOLDERS = [".github", "benchmarks", "docs", "example_site", "tests", "wagtail_therapy"]
APPS = sorted(path.parent.name for path in PACKAGE.glob("*/apps.py"))
CODE = re.compile(r"`([^`\n]+)`")
DOTTED = re.compile(r"\bwagtail_therapy(?:\.[A-Za-z_]\w*)+")
# Below one of our apps, as in `blog.querysets.public_posts()`.
BELOW_AN_APP = re.compile(rf"(?:{'|'.join(APPS)})(?:\.[A-Za-z_]\w*)+")
FILE = re.compile(r"[\w./-]+\.(?:css|html|js|md|py|toml|txt|yaml|yml)")
CHECK = re.compile(r"wagtail_therapy_\w+\.[EIW]\d+")
# `practice.co.uk` is no module.
DOMAINS = (".example", ".uk")
# What a site has of its own, and how documents for machines are called.
OF_THE_HOST = {
    *("404.html", "base.html", "base_page.html", "celery.py", "manage.py", "settings.py"),
    *("urls.py", "wsgi.py", "apps.py", "requirements.txt", "robots.txt", "compose.yaml"),
    *("__init__.py", "test_tokens.py", "restyled.css"),
}
# Folders of the site in the samples.
HOST_FOLDERS = ("mysite/", "settings/", "layouts/", "templates/")


def documents():
    return [ROOT / name for name in PAGES] + sorted((ROOT / "docs").rglob("*.md"))


def named(pattern, texts):
    return sorted({found[0] for text in texts for found in pattern.finditer(text)})


def inline_code():
    return [code for path in documents() for code in CODE.findall(path.read_text())]


def is_there(name):
    """Return whether a dotted name is a module, or an attribute that can be reached from one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_dotted_names_can_be_imported():
    names = named(DOTTED, [path.read_text() for path in documents()])
    assert len(names) > 20
    assert [name for name in names if not is_there(name)] == []


def test_names_below_an_app_can_be_imported():
    codes = [code for code in inline_code() if not code.endswith(DOMAINS)]
    found = [match[0] for code in codes if (match := BELOW_AN_APP.match(code))]
    names = {f"wagtail_therapy.{name}" for name in found if FILE.fullmatch(name) is None}
    assert sorted(name for name in names if not is_there(name)) == []


@cache
def paths_here():
    files = [path for name in FOLDERS for path in (ROOT / name).rglob("*") if path.is_file()]
    return [
        path.as_posix() for path in [*ROOT.iterdir(), *files] if "__pycache__" not in path.parts
    ]


def is_file(name):
    """Return whether a file is named so: from the root, below an app, or by its name alone."""
    return any(path.endswith(f"/{name.removeprefix('/')}") for path in paths_here())


def test_files_are_there():
    found = {code for code in inline_code() if FILE.fullmatch(code)} - OF_THE_HOST
    names = sorted(name for name in found if not name.startswith(("/", *HOST_FOLDERS)))
    assert len(names) > 100
    assert [name for name in names if not is_file(name)] == []


def test_checks_are_there():
    code = "".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    ids = named(CHECK, inline_code())
    apps_and_numbers = [one.removeprefix("wagtail_therapy_").split(".") for one in ids]
    assert ids
    assert [
        (app, number)
        for app, number in apps_and_numbers
        if number not in code or f"wagtail_therapy_{app}" not in code
    ] == []


CHANGES = (ROOT / "CHANGELOG.md").read_text()


def renamed(heading):
    """Return the right column of a table of renamed things in the changelog, without the rest."""
    table = CHANGES.partition(heading)[2].partition("\n\n- ")[0]
    rows = re.findall(r"^ *\| `.+ \| (`.+) \|$", table, re.MULTILINE)
    return [name for row in rows for name in CODE.findall(row)]


def test_new_names_of_the_changelog_are_there():
    modules = [f"wagtail_therapy.{name}" for name in renamed("**Modules")]
    settings = renamed("**Settings")
    assert modules
    assert settings
    assert [name for name in modules if not is_there(name)] == []
    assert sorted(set(settings) - set(DEFAULTS)) == []


@pytest.mark.parametrize("name", ["blog.posts", "blog.querysets.unreadable", "blog.no.such"])
def test_name_that_is_nowhere_is_found(name):
    assert not is_there(f"wagtail_therapy.{name}")
