"""What lies in `.github`, as far as its schemas and zizmor (`make lint`) do not look."""

import json
import os
import re
import subprocess
import sys
import tomllib

import pytest
import yaml

from tests.wheels import ROOT

WORKFLOWS = {path.stem: path for path in sorted((ROOT / ".github/workflows").glob("*.yml"))}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PINNED = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OURS = re.compile(r"\./\S+ # zizmor: .+")


def loaded(name):
    return yaml.safe_load(WORKFLOWS[name].read_text())


def jobs():
    for name in WORKFLOWS:
        for job, body in loaded(name)["jobs"].items():
            yield name, job, body


def commands():
    for _, _, job in jobs():
        for step in job.get("steps", []):
            yield step.get("run", "")


def actions():
    for path in WORKFLOWS.values():
        yield from re.findall(r"uses: (.+)$", path.read_text(), re.MULTILINE)


def rows(*arguments):
    command = [sys.executable, ".github/rows.py", *arguments]
    output = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    name, _, value = output.partition("=")
    assert name == "rows"
    return json.loads(value)


def test_actions_are_pinned_by_commit_beside_their_version():
    loose = [use for use in actions() if not (PINNED.fullmatch(use) or OURS.fullmatch(use))]
    assert loose == []


def test_actions_are_pinned_alike_everywhere():
    pins = {use for use in actions() if PINNED.fullmatch(use)}
    assert sorted(pin.partition("@")[0] for pin in pins) == sorted(
        {pin.partition("@")[0] for pin in pins}
    )


def test_workflows_may_read_and_these_jobs_alone_write():
    assert [loaded(name)["permissions"] for name in WORKFLOWS] == [{"contents": "read"}] * 4
    assert {
        (name, job): body["permissions"] for name, job, body in jobs() if "permissions" in body
    } == {
        ("docs", "deploy"): {"pages": "write", "id-token": "write"},
        ("nightly", "tell"): {"issues": "write"},
        ("release", "announce"): {"contents": "write"},
        ("release", "publish"): {"id-token": "write"},
    }


def test_jobs_that_write_run_no_code_of_the_repository():
    writing = [body for _, _, body in jobs() if "permissions" in body]
    checkouts = [
        step for job in writing for step in job["steps"] if "checkout" in step.get("uses", "")
    ]
    assert checkouts == []


def test_workflows_call_targets_that_the_makefile_has():
    called = {target for command in commands() for target in re.findall(r"\bmake (\w+)", command)}
    had = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert called == {"lint", "test", "docs", "build"}
    assert called - had == set()


def test_workflows_run_files_that_are_there():
    called = {path for command in commands() for path in re.findall(r"[\w./-]+\.py\b", command)}
    assert called == {".github/rows.py"}
    assert (ROOT / ".github/rows.py").is_file()


def known_factors():
    """Return the versions of Django and Wagtail that `tox.ini` can install."""
    return set(re.findall(r"^    (\w+): ", (ROOT / "tox.ini").read_text(), re.MULTILINE))


def test_rows_say_what_tox_installs():
    named = {factor for row in rows() for factor in row["name"].split("-")[1:3]}
    assert named - known_factors() == set()


def test_rows_have_every_python_that_the_package_claims():
    claimed = {
        name.removeprefix("Programming Language :: Python :: ")
        for name in PROJECT["classifiers"]
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", name)
    }
    assert {row["python"] for row in rows()} == claimed


def test_nightly_rows_are_on_one_main_branch_each():
    (wagtail, django), factors = rows("--main"), known_factors()
    assert wagtail["name"].split("-")[2] == "wagtailmain"
    assert django["name"].split("-")[1] == "djangomain"
    named = {*wagtail["name"].split("-")[1:3], *django["name"].split("-")[1:3]}
    assert (len(named), named - factors) == (4, set())


def test_release_publishes_what_was_tested_and_built():
    release = loaded("release")["jobs"]
    assert {job: body.get("needs") for job, body in release.items()} == {
        "test": None,
        "build": None,
        "publish": ["test", "build"],
        "announce": "publish",
    }
    assert release["publish"]["environment"]["name"] == "pypi"


@pytest.fixture
def is_accepted(tmp_path):
    """Return whether a release's own step accepts a tag, for version 1.2.3."""
    (tmp_path / "dist").mkdir()
    for name in ["wagtail_therapy-1.2.3.tar.gz", "wagtail_therapy-1.2.3-py3-none-any.whl"]:
        (tmp_path / "dist" / name).touch()
    (tmp_path / "CHANGELOG.md").write_text("## Unreleased\n\n## 1.2.3 (2026-11-30)\n")
    steps = loaded("release")["jobs"]["build"]["steps"]
    script = next(step["run"] for step in steps if "Is the tag" in step.get("name", ""))

    def run(tag):
        env = {"PATH": os.environ["PATH"], "GITHUB_REF_NAME": tag}
        command = ["bash", "-e", "-c", script]
        done = subprocess.run(command, cwd=tmp_path, env=env, check=False, capture_output=True)
        return done.returncode == 0

    return run


def test_release_accepts_the_tag_of_its_version_only(is_accepted):
    assert {tag: is_accepted(tag) for tag in ["v1.2.3", "v1.2.4", "v1.2", "v11213"]} == {
        "v1.2.3": True,
        "v1.2.4": False,
        "v1.2": False,
        "v11213": False,
    }


def test_release_wants_a_heading_in_the_changelog(is_accepted, tmp_path):
    (tmp_path / "CHANGELOG.md").write_text("## Unreleased\n\n## 1.2.2 (2026-11-01)\n")
    assert not is_accepted("v1.2.3")


def test_dependabot_looks_after_actions_and_python_in_one_request_each():
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text())["updates"]
    assert {each["package-ecosystem"]: list(each["groups"].values()) for each in updates} == {
        "github-actions": [{"patterns": ["*"]}],
        "pip": [{"patterns": ["*"]}],
    }


def test_issue_forms_ask_each_thing_once():
    folder = ROOT / ".github/ISSUE_TEMPLATE"
    forms = {path.stem: yaml.safe_load(path.read_text()) for path in folder.glob("*.yml")}
    assert forms.keys() == {"bug", "wish", "config"}
    for form in [forms["bug"], forms["wish"]]:
        ids = [part["id"] for part in form["body"] if "id" in part]
        labels = [part["attributes"]["label"] for part in form["body"] if "id" in part]
        assert (len(set(ids)), len(set(labels))) == (len(ids), len(ids))


def test_security_problems_are_reported_in_private():
    config = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/config.yml").read_text())
    report = f"{PROJECT['urls']['Source']}/security/advisories/new"
    assert report in [link["url"] for link in config["contact_links"]]
