"""After each kind of edit the next visitor gets the new page, though another process edited it."""

import re

import pytest
from django.core.cache import cache

from tests import page_cache
from tests.pages import rows
from tests.pages.edits import EDITS_OF_PAGES, EDITS_OF_ROWS, Practice

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
ROOM = {"MAX_ENTRIES": 10_000}
# Signed again for each form that isn't kept.
TOKEN = re.compile(r'(?<=name="token" value=")[^"]*')


@pytest.fixture
def practice(transactional_db, settings, site):
    page_cache.turn_on(settings)
    for process in ("visitors", "editors"):
        use_memory(settings, process)
        cache.clear()
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


def use_memory(settings, process):
    """Have this process use the memory of another, as with Django's default cache."""
    settings.CACHES = {"default": {"BACKEND": LOCMEM, "LOCATION": process, "OPTIONS": ROOM}}


def uncached_answers(practice, settings):
    """Return the answers of a host that keeps nothing."""
    was = settings.WAGTAIL_THERAPY
    settings.WAGTAIL_THERAPY = was | {"CACHE_SECONDS": 0}
    seen = answers(practice)
    settings.WAGTAIL_THERAPY = was
    return seen


@pytest.mark.parametrize("edits", [EDITS_OF_PAGES, EDITS_OF_ROWS], ids=["pages", "rows"])
def test_next_visitor_gets_the_new_page_after_each_edit(practice, settings, edits):
    kept, stale, unseen = set(), [], []
    use_memory(settings, "visitors")
    answers(practice)
    before = answers(practice, kept)
    assert kept == set(practice.paths)

    for name, edit in edits.items():
        use_memory(settings, "editors")
        edit(practice)
        right = uncached_answers(practice, settings)
        use_memory(settings, "visitors")
        seen = answers(practice)
        stale += [(name, path) for path in practice.paths if seen[path] != right[path]]
        unseen += [name] if right == before else []
        before = right

    assert (stale, unseen) == ([], [])
