"""What our apps cost in the admin of a host, on its own pages."""

import json
import os
import subprocess
import sys

import pytest

from tests.wheels import ROOT

ALL = "pages,modeladmin,blog,approaches,newsletter,authors,practice,content"


def counted(ours):
    environ = {name: value for name, value in os.environ.items() if "URL" not in name}
    environ |= {"THERAPY_APPS": ours, "DJANGO_SETTINGS_MODULE": "tests.new_project.settings"}
    command = [sys.executable, "-m", "tests.new_project.admin_queries"]
    run = subprocess.run(
        command, check=False, cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return json.loads(run.stdout)


@pytest.mark.slow
def test_pages_of_the_admin_take_few_queries_more_than_without_us():
    without, with_us = counted(""), counted(ALL)
    more = {
        number: {place: with_us[number][place] - taken for place, taken in places.items()}
        for number, places in without.items()
    }
    few, many = more.values()
    assert few == many
    assert few["dashboard"] <= 7
    assert max(few["explorer"], few["edit"]) <= 3
