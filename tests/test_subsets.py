"""A site has those of our apps that it wants, and no other."""

import os
import subprocess
import sys

import pytest

from tests.wheels import ROOT

PEOPLE = ["authors", "practice", "content"]
# Our apps, and the host's own page types that are made of their mixins.
SUBSETS = {
    "content": (["content"], []),
    "practice": (["practice", "content"], []),
    "authors": (PEOPLE, []),
    "blog": (["blog", *PEOPLE], ["blog_pages"]),
    "approaches": (["approaches", *PEOPLE], ["approach_pages"]),
    "newsletter": (["newsletter", *PEOPLE], []),
    "no pages": (["modeladmin", "blog", "approaches", "newsletter", *PEOPLE], []),
    "all": (["pages", "blog", "approaches", "newsletter", *PEOPLE], []),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SUBSETS)
def test_site_with_some_of_our_apps_works(name):
    ours, pages = SUBSETS[name]
    # Not what the tests around this one run with.
    environ = {name: value for name, value in os.environ.items() if "URL" not in name}
    environ |= {"THERAPY_APPS": ",".join(ours), "HOST_APPS": ",".join(pages)}
    command = [
        *[sys.executable, "-m", "pytest", "--noconftest", "--override-ini=addopts=", "-q"],
        *["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "tests.garbage_collection"],
        "--ds=tests.new_project.settings",
        "tests/new_project/cases.py",
    ]
    run = subprocess.run(
        command, check=False, cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
