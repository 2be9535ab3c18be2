"""The reference of apps lists what the code has, no more and no less."""

import importlib
import re
import tomllib
from itertools import chain

import pytest
from django.core.management import get_commands
from django.dispatch import Signal
from django.template.library import import_library

from tests.docs.samples import ROOT
from tests.docs.test_names import APPS, CODE, PACKAGE
from wagtail_therapy.newsletter import signals
from wagtail_therapy.newsletter.management.commands.therapy_mail import SUBCOMMANDS

APPS_PAGE = (ROOT / "docs/reference/apps.md").read_text()
# Mixins that are in no package of mixins.
ELSEWHERE = {
    "wagtail_therapy.authors.mixins.authored.AuthoredPageMixin",
    "wagtail_therapy.newsletter.admin.previews.EmailPreviewMixin",
}


def rows(heading):
    """Return the cells of each row below a heading, as lists of what is in backticks."""
    section = APPS_PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[CODE.findall(cell) for cell in line.strip("|").split(" | ")] for line in lines]


def listed(heading):
    return sorted(name for row in rows(heading) for name in row[0])


def mixins_of(app):
    try:
        module = importlib.import_module(f"wagtail_therapy.{app}.mixins")
    except ModuleNotFoundError:
        return set()
    classes = [(name, one) for name, one in vars(module).items() if name.endswith("Mixin")]
    ours = f"wagtail_therapy.{app}."
    return {f"{module.__name__}.{name}" for name, one in classes if one.__module__.startswith(ours)}


def test_mixins_are_listed():
    found = ELSEWHERE.union(*map(mixins_of, APPS))
    assert listed("Mixins") == sorted(found)


@pytest.mark.parametrize("library", [row[0][0] for row in rows("Template tags")])
def test_template_tags_are_listed(library):
    (documented,) = [row[1:] for row in rows("Template tags") if row[0] == [library]]
    app = library.removeprefix("wagtail_therapy_")
    register = import_library(f"wagtail_therapy.{app}.templatetags.{library}")
    assert sorted(chain(*documented)) == sorted({*register.tags, *register.filters})


def test_template_libraries_are_listed():
    found = [path.stem for path in PACKAGE.glob("*/templatetags/wagtail_therapy_*.py")]
    assert listed("Template tags") == sorted(found)


def test_commands_are_listed():
    commands = [name for name, app in get_commands().items() if app.startswith("wagtail_therapy.")]
    assert listed("Management commands") == sorted([*commands, *SUBCOMMANDS])


def test_signals_are_listed():
    found = [name for name, one in vars(signals).items() if isinstance(one, Signal)]
    assert listed("Signals") == sorted(found)


def test_hooks_are_listed():
    code = "".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    found = re.findall(r'"((?:register|construct|after|before)_therapy_\w+)"', code)
    assert listed("Hooks") == sorted(set(found))


CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
# What each Django app has, and what holds no code.
USUAL = {"locale", "management", "migrations", "static", "templates", "templatetags"}


def packages():
    found = [path.parent for path in PACKAGE.glob("*/*/__init__.py")]
    return {f"{path.parent.name}/{path.name}" for path in found if path.name not in USUAL}


def test_packages_of_the_apps_are_listed():
    table = CONTRIBUTING.partition("| Package |")[2].partition("\n\n")[0]
    named = [name for line in table.splitlines() for name in CODE.findall(line.split(" | ")[0])]
    assert sorted(named) == sorted(packages())


def test_layers_of_the_apps_are_those_that_are_checked():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (apps,) = [one for one in contracts["contracts"] if one["id"] == "apps"]
    # A name in brackets may be missing; only ``conf`` imports its parts.
    checked = [re.sub(r" \| \(\w+\)", "", layer) for layer in apps["layers"]]
    shown = CONTRIBUTING.partition("```text\n")[2].partition("```")[0].splitlines()
    assert shown == [layer for layer in checked if "conf_" not in layer]
