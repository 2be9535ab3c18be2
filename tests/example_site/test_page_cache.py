"""The example site keeps its pages, and shows an edit of another process to the next visitor."""

import urllib.request
from urllib.error import HTTPError

import pytest

from tests.example_site.demo_process import manage, shell
from tests.processes import wait_until

pytestmark = pytest.mark.slow

PATH = "/field-notes/what-is-psychodynamic-therapy/"
ADDED = " Or ring our neighbours."
EDIT = """
from wagtail_therapy.practice.models import PracticeSettings
row = PracticeSettings.objects.get()
row.crisis_notice = row.crisis_notice.strip().removesuffix({!r}) + {!r}
row.save()
"""


@pytest.fixture
def edited(demo):
    """Return what edits the crisis notice in a process of its own. Others use the demo, too."""

    def edit(added):
        manage(demo.directory, *shell(EDIT.format(ADDED, added)))

    yield edit
    edit("")


def visit(demo, path, **headers):
    """Return the status, the headers and the text that a visitor gets."""
    request = urllib.request.Request(demo.url + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except HTTPError as error:
        return error.code, error.headers, ""


def kept(demo, path):
    """Return the same of a page that is kept: the worker of a new demo still makes its pictures."""
    return wait_until(lambda: (page := visit(demo, path))[1]["ETag"] and page)


def test_page_is_kept_until_another_process_edits_what_it_shows(demo, edited):
    _, headers, before = kept(demo, PATH)
    status, _, _ = visit(demo, PATH, **{"If-None-Match": headers["ETag"]})
    assert (status, headers["Cache-Control"]) == (304, "no-cache")

    edited(ADDED)
    after = visit(demo, PATH)[2]
    assert [ADDED.strip() in text for text in (before, after)] == [False, True]
