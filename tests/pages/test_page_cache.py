"""After each kind of edit the next visitor gets the new page, in each process of the web server."""

import re

import pytest

from tests import page_cache
from tests.pages import rows
from tests.pages.edits import EDITS, Practice

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
ROOM = {"MAX_ENTRIES": 10_000}
PROCESSES = ["first process", "second process"]
# Signed again for each form that isn't kept.
TOKEN = re.compile(r'(?<=name="token" value=")[^"]*')


@pytest.fixture
def practice(transactional_db, settings, site):
    page_cache.turn_on(settings)
    return Practice(site)


def answers(practice, kept=None):
    """Return what a visitor gets at each path, and add to ``kept`` where that was kept."""
    seen = {}
    for path in practice.paths:
        response, was_kept = page_cache.visit(path)
        said = response.headers.get("Location") or TOKEN.sub("", response.text)
        seen[path] = response.status_code, said
        if was_kept and kept is not None:
            kept.add(path)
    return seen


def in_each_process(practice, settings, kept=None):
    """Return the answers of two processes, which don't know each other's memory."""
    found = {}
    for name in PROCESSES:
        settings.CACHES = {"default": {"BACKEND": LOCMEM, "LOCATION": name, "OPTIONS": ROOM}}
        found[name] = answers(practice, kept)
    return found


def made_anew(practice, settings):
    """Return the answers of a host that keeps nothing."""
    was = settings.WAGTAIL_THERAPY
    settings.WAGTAIL_THERAPY = was | {"CACHE_SECONDS": 0}
    settings.CACHES = {"default": {"BACKEND": LOCMEM, "LOCATION": "none"}}
    seen = answers(practice)
    settings.WAGTAIL_THERAPY = was
    return seen


def test_next_visitor_gets_the_new_page_after_each_edit(practice, settings):
    before = in_each_process(practice, settings)[PROCESSES[0]]
    kept, stale, unseen = set(), [], []
    in_each_process(practice, settings, kept)
    assert kept == set(practice.paths)

    for name, edit in EDITS.items():
        edit(practice)
        seen = in_each_process(practice, settings)
        right = made_anew(practice, settings)
        stale += [
            (name, process, path)
            for process, found in seen.items()
            for path, answer in found.items()
            if answer != right[path]
        ]
        unseen += [name] if right == before else []
        before = right

    assert (stale, unseen) == ([], [])
