"""What the documentation says is so."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
import yaml

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


FOLDERS = [".github", "benchmarks", "docs", "example_site", "tests", "wagtail_therapy"]


def files(*suffixes):
    for path in [*ROOT.iterdir(), *chain(*[(ROOT / folder).rglob("*") for folder in FOLDERS])]:
        if path.suffix in suffixes and path.is_file():
            yield path


def test_version_is_written_in_one_place():
    version = re.compile(rf"(?<![\d.]){re.escape(PROJECT['version'])}(?![\d.])")
    saying = [
        (path.relative_to(ROOT).as_posix(), line)
        for path in files(".py", ".toml", ".ini", ".yml", ".html", ".txt")
        for line in path.read_text().splitlines()
        if version.search(line)
    ]
    assert saying == [("pyproject.toml", f'version = "{PROJECT["version"]}"')]


def test_package_says_the_version_of_its_metadata():
    assert wagtail_therapy.__version__ == PROJECT["version"]


def classified(topic):
    prefix = f"{topic} :: "
    names = [name.removeprefix(prefix) for name in PROJECT["classifiers"]]
    return {name for name in names if re.fullmatch(r"[\d.]+", name)}


def in_tox(pattern):
    return set(re.findall(pattern, (ROOT / "tox.ini").read_text(), re.MULTILINE))


def test_classifiers_are_what_tox_runs():
    assert classified("Framework :: Django") == in_tox(r"django\d+: django>=(\d\.\d)")
    assert classified("Framework :: Wagtail") == in_tox(r"wagtail\d+: wagtail>=(\d)\.")


def test_readme_works_with_what_tox_runs():
    text = (ROOT / "README.md").read_text().partition("## What works with what")[2]
    rows = re.findall(r"^\| ([\d.]+).* \| (.+) \| (.+) \|$", text, re.MULTILINE)
    wagtails, djangos, pythons = zip(*rows, strict=True)
    minors = sorted(int(minor) for minor in in_tox(r"^ +py3(\d+)-"))
    assert list(wagtails) == sorted(in_tox(r"wagtail\d+: wagtail>=(\d\.\d)"))
    assert set(", ".join(djangos).split(", ")) == in_tox(r"django\d+: django>=(\d\.\d)")
    assert set(pythons) == {f"3.{minors[0]} to 3.{minors[-1]}"}


# Where the project is, as `pyproject.toml` says it.
SOURCE = PROJECT["urls"]["Source"]
SITE = PROJECT["urls"]["Documentation"]
PICTURES = SOURCE.replace("github.com", "raw.githubusercontent.com")
PLACES = {
    rf"{SOURCE}/(?:blob|edit|raw)/main/([\w./-]+)": "{}",
    rf"{SOURCE}/tree/main/([\w./-]+)": "{}",
    rf"{PICTURES}/main/([\w./-]+)": "{}",
    rf"{SITE}([\w./-]+)/": "docs/{}.md",
    rf"{SITE}([\w-]+\.txt)": "docs/{}",
}


OUR_LINK = re.compile(r"""https://[^\s)"'>`]*wagtail-therapy[^\s)"'>`]*""")


def links_to_us():
    for path in files(".md", ".yml", ".toml", ".txt"):
        for link in OUR_LINK.findall(path.read_text()):
            yield path, link


def test_links_to_us_go_to_one_repository_and_one_site():
    known = [SOURCE, SITE, PICTURES, f"https://pypi.org/project/{PROJECT['name']}/"]
    stray = {
        f"{path.relative_to(ROOT)}: {link}"
        for path, link in links_to_us()
        if not any(f"{link}/".startswith(f"{place.removesuffix('/')}/") for place in known)
    }
    assert stray == set()


@pytest.mark.parametrize("place", PLACES)
def test_links_to_us_lead_to_files(place):
    dead = {
        f"{path.relative_to(ROOT)}: {link}"
        for path, link in links_to_us()
        if (found := re.match(place, link)) and not (ROOT / PLACES[place].format(found[1])).exists()
    }
    assert dead == set()


def test_readme_can_be_read_on_pypi():
    targets = re.findall(r"\]\(([^)\s]+)\)", (ROOT / "README.md").read_text())
    assert [target for target in targets if not target.startswith("https://")] == []


def test_documentation_knows_where_it_is():
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text())
    assert (config["site_url"], config["repo_url"]) == (SITE, SOURCE)
