"""What the documentation says is so."""

import re
import tomllib
from pathlib import Path

import wagtail_therapy
from wagtail_therapy.conf import DEFAULTS

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def headings(path):
    return re.findall(r"^#+ (.+)$", path.read_text(), flags=re.MULTILINE)


def test_settings_have_a_heading_each():
    documented = [name for name in headings(ROOT / "docs/reference/settings.md") if name.isupper()]
    assert sorted(documented) == sorted(DEFAULTS)


def test_settings_say_their_default():
    text = (ROOT / "docs/reference/settings.md").read_text()
    undocumented = [
        name for name in DEFAULTS if not re.search(rf"^### {name}\n\nDefault `", text, re.MULTILINE)
    ]
    assert undocumented == []


def test_versions_agree():
    assert PROJECT["version"] == wagtail_therapy.__version__


def classified(framework):
    prefix = f"Framework :: {framework} :: "
    names = [name.removeprefix(prefix) for name in PROJECT["classifiers"]]
    return {name for name in names if re.fullmatch(r"[\d.]+", name)}


def test_classifiers_are_what_tox_runs():
    tox = (ROOT / "tox.ini").read_text()
    assert classified("Django") == set(re.findall(r"django\d+: django>=(\d\.\d)", tox))
    assert classified("Wagtail") == set(re.findall(r"wagtail\d+: wagtail>=(\d)\.", tox))
