"""Which of our apps needs which, and the error on a site that lacks one."""

import ast
import re

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.core.exceptions import ImproperlyConfigured

from tests.projects import readme_lines
from tests.wheels import ROOT

PACKAGE = "wagtail_therapy."
CONFIGS = [one for one in apps.get_app_configs() if one.name.startswith(PACKAGE)]
# The lines of the README leave these out: not every site needs them.
LEFT_OUT = {"wagtail_therapy.modeladmin", "wagtail_therapy.wordpress_import"}


@pytest.mark.parametrize("config", CONFIGS, ids=lambda one: one.name)
def test_app_imports_nothing_of_an_app_that_it_does_not_need(config):
    found = set()
    folder = ROOT / config.name.replace(".", "/")
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and not node.level:
                found.add(re.match(r"wagtail_therapy\.\w+|", node.module)[0])
    ours = {one.name for one in CONFIGS}
    assert found & ours - {config.name} <= set(config.required_apps)


@pytest.mark.parametrize(
    "config", [one for one in CONFIGS if one.required_apps], ids=lambda one: one.name
)
def test_app_that_is_missing_is_named_with_the_line_to_add(config):
    missing, *others = config.required_apps
    with pytest.raises(ImproperlyConfigured) as error:
        Apps([config.name, *others])
    assert str(error.value) == (
        f"{config.name} requires apps that INSTALLED_APPS lacks. Add INSTALLED_APPS += "
        f'["{missing}"] to your settings, or leave out {config.name} as well.'
    )


def test_documentation_says_which_app_needs_which():
    text = (ROOT / "docs/reference/apps.md").read_text().partition("\n## ")[0]
    table = {
        name: re.findall(r"`(\w+)`", needs)
        for name, needs in re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|", text, re.MULTILINE)
    }
    assert table == {
        one.name.removeprefix(PACKAGE): [name.removeprefix(PACKAGE) for name in one.required_apps]
        for one in CONFIGS
    }


def test_lines_of_the_readme_repeat_no_app_however_often_they_are_pasted():
    host = {"INSTALLED_APPS": ["blog", "wagtail.contrib.settings", "wagtail"]}
    for _ in range(2):
        exec(readme_lines("settings"), host)
    ours = {one.name for one in CONFIGS} - LEFT_OUT
    contrib = {"wagtail.contrib.settings", "wagtail.contrib.typed_table_block"}
    assert sorted(host["INSTALLED_APPS"]) == sorted({"blog", "wagtail"} | ours | contrib)
