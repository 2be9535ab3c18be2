import ast
import email
import importlib.metadata
import re
import subprocess
import sys
import tarfile
import tomllib
from itertools import chain
from zipfile import ZipFile

from tests.wheels import FILES, ROOT

PACKAGE = ROOT / "wagtail_therapy"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DIST_INFO = f"wagtail_therapy-{PROJECT['version']}.dist-info"


def names_in(wheel):
    with ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not name.endswith("/")}


def test_wheel_holds_the_package_and_nothing_else(wheel):
    folders = {name.partition("/")[0] for name in names_in(wheel)}
    assert folders == {"wagtail_therapy", DIST_INFO}


def test_wheel_holds_every_file_of_the_package(wheel):
    shipped = names_in(wheel)
    wanted = {
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - shipped == set()


def test_wheel_holds_compiled_translations(wheel):
    sources = {name for name in names_in(wheel) if name.endswith(".po")}
    compiled = {name for name in names_in(wheel) if name.endswith(".mo")}
    assert compiled == {name.removesuffix(".po") + ".mo" for name in sources}


def test_wheel_says_that_it_has_types(wheel):
    assert "wagtail_therapy/py.typed" in names_in(wheel)


def metadata_in(wheel):
    with ZipFile(wheel) as archive:
        return email.message_from_bytes(archive.read(f"{DIST_INFO}/METADATA"))


def test_wheel_says_its_license(wheel):
    assert metadata_in(wheel)["License-Expression"] == "BSD-3-Clause"
    assert f"{DIST_INFO}/licenses/LICENSE" in names_in(wheel)


def test_wheel_says_where_the_project_is(wheel):
    urls = [line.split(", ") for line in metadata_in(wheel).get_all("Project-URL")]
    assert dict(urls) == PROJECT["urls"]


def test_sdist_holds_what_the_wheel_was_built_from(wheel):
    with tarfile.open(next(wheel.parent.glob("*.tar.gz"))) as archive:
        shipped = {name.partition("/")[2] for name in archive.getnames()}
    package = {name for name in names_in(wheel) if name.startswith("wagtail_therapy/")}
    assert package | set(FILES) <= shipped


def test_pypi_can_show_wheel_and_sdist(wheel):
    twine = [sys.executable, "-m", "twine", "--no-color", "check", "--strict"]
    done = subprocess.run(
        [*twine, wheel, *wheel.parent.glob("*.tar.gz")], check=False, capture_output=True, text=True
    )
    assert re.findall(r"PASSED|WARNING|FAILED", done.stdout) == ["PASSED", "PASSED"]


# We work with these where a host has them, and look whether it does before we import.
MET_WHERE_INSTALLED = {"wagtail_localize"}


def imported_modules():
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield node.module.partition(".")[0]


def normalized(name):
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name)[0]).lower()


def test_package_imports_only_what_it_declares_or_wagtail_and_celery_bring():
    declared = [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]
    brought = importlib.metadata.requires("wagtail") + importlib.metadata.requires("celery")
    allowed = {normalized(name) for name in [*declared, *brought] if "extra ==" not in name}
    owners = importlib.metadata.packages_distributions()
    modules = set(imported_modules()) - set(sys.stdlib_module_names) - {"wagtail_therapy"}
    modules -= MET_WHERE_INSTALLED
    stray = {name for name in modules if not {normalized(o) for o in owners[name]} & allowed}
    assert stray == set()
