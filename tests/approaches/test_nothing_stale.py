"""What is kept of our pages is made again when anything that it shows has changed.

Each change is made, and then each page is asked for twice: with what is kept, and with nothing.
"""

import shutil
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from wagtail.models import PageViewRestriction

from tests.approaches.kept_changes import CHANGES
from tests.approaches.kept_site import addresses, index, kept_site, other, restrict
from tests.pages import rows
from tests.sites import add_site
from wagtail_therapy.pages.models import BlogPostPage

# On a busy machine, all changes in one test would take longer than a test may.
TURNS = 4
pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]


def build():
    """Add the site; return the folder of its pictures and files."""
    kept_site(add_site("testserver"))
    return settings.MEDIA_ROOT


@pytest.fixture(scope="module")
def files(make_once):
    return make_once(build)


@pytest.fixture
def pages(db, files):
    shutil.copytree(files, settings.MEDIA_ROOT)
    return addresses(index())


def read(client, pages):
    found = {}
    for name, address in pages.items():
        response = client.get(address)
        found[name] = (response.status_code, response.content.decode())
    return found


@contextmanager
def put_back():
    """Forget afterwards what was kept within, and keep again what was before."""
    # Django's cache in memory: no other can tell all that it has.
    values, expiries = dict(cache._cache), dict(cache._expire_info)
    yield
    cache.clear()
    cache._cache.update(values)
    cache._expire_info.update(expiries)


def differing(one, two):
    return {name for name in one if one[name] != two[name]}


def stale_and_changed(client, pages, change, before):
    """Return which pages are stale after a change, and which have changed. Takes it back."""
    with put_back(), transaction.atomic():
        change()
        kept = read(client, pages)
        cache.clear()
        fresh = read(client, pages)
        transaction.set_rollback(True)
    return differing(kept, fresh), differing(before, fresh)


@pytest.mark.parametrize("turn", range(TURNS))
def test_no_page_is_stale_after_any_change(pages, client, turn):
    before = read(client, pages)
    assert {status for status, _html in before.values()} == {200}
    found = {
        name: stale_and_changed(client, pages, change, before)
        for name, (change, _shown) in list(CHANGES.items())[turn::TURNS]
    }

    assert {name: stale for name, (stale, _changed) in found.items() if stale} == {}
    missed = {name: CHANGES[name][1] - changed for name, (_stale, changed) in found.items()}
    assert {name: one for name, one in missed.items() if one} == {}
    cache.clear()
    assert read(client, pages) == before


def test_no_page_is_stale_after_a_day_has_passed(pages, client, time_machine):
    time_machine.move_to(datetime(2030, 1, 1, 12, tzinfo=UTC), tick=False)
    cache.clear()
    before = read(client, pages)
    time_machine.move_to(datetime(2030, 1, 2, 12, tzinfo=UTC), tick=False)
    kept = read(client, pages)
    cache.clear()
    fresh = read(client, pages)

    assert (differing(kept, fresh), differing(before, fresh)) == (set(), {"approach", "sheet"})


def test_post_with_a_date_in_the_future_is_listed_from_then_on(pages, client, time_machine):
    moment = datetime(2030, 1, 1, 12, tzinfo=UTC)
    time_machine.move_to(moment, tick=False)
    BlogPostPage.objects.update(first_published_at=moment + timedelta(hours=1))
    cache.clear()
    before = read(client, pages)
    time_machine.move_to(moment + timedelta(hours=2), tick=False)
    kept = read(client, pages)
    cache.clear()

    assert differing(kept, read(client, pages)) == set()
    assert "concern" in differing(before, kept)


def test_what_is_restricted_is_shown_again_when_the_restriction_is_lifted(pages, client):
    before = read(client, pages)
    restrict(other())
    read(client, pages)
    PageViewRestriction.objects.all().delete()

    assert differing(read(client, pages), before) == set()
