"""Nothing on a post or a list is older than the last change of what it shows.

Each case reads pages until they are kept, changes one thing through one door, and reads them again.
"""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Site

from tests.blog.kept_cases import CASES
from tests.blog.kept_world import make_world, read
from tests.pages import rows
from wagtail_therapy.content import caching

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def world(site):
    return make_world(site)


def has_pk(row):
    return hasattr(row, "pk")


@pytest.fixture
def kept(world, client):
    """Read all pages twice, so that all that may be is kept."""
    read(client, world)
    return read(client, world)


def test_nothing_is_older_than_the_last_change(world, client, kept):
    stale, seen = [], 0
    stored_rows = {name: (type(row), row.pk) for name, row in vars(world).items() if has_pk(row)}
    for case in CASES:
        with transaction.atomic():
            case.change(world)
            Site.clear_site_root_paths_cache()
            after = read(client, world, case.pages)
            transaction.set_rollback(True)
        Site.clear_site_root_paths_cache()
        for name, (model, pk) in stored_rows.items():
            setattr(world, name, model.objects.get(pk=pk))
        for page in case.pages:
            seen += 1
            was, now = kept[page], after[page]
            states = [case.gone in was, not case.gone or case.gone not in now]
            states += [not case.new or case.new not in was, case.new in now]
            if not all(states):
                stale.append((case.door, page, states))

    assert (stale, seen) == ([], 196)


def test_post_dated_in_the_future_comes_out_with_its_date(world, client):
    soon = timezone.now() + timedelta(hours=1)
    post = rows.post(world.blog, world.orla, title="From tomorrow")
    # Only a script can do it.
    type(post).objects.filter(pk=post.pk).update(first_published_at=soon)
    caching.invalidate()
    found = []
    for later in (0, 0.5, 2, 2):
        with time_machine.travel(timezone.now() + timedelta(hours=later), tick=False):
            found.append("From tomorrow" in client.get(world.blog.url).text)

    assert found == [False, False, True, True]


def test_post_that_was_loaded_before_a_change_is_not_kept_after_it(site, client):
    post = rows.post(rows.blog(site), rows.author(), title="An old title")

    def publish_meanwhile(page, request, args, kwargs):
        newer = type(post).objects.get(pk=post.pk)
        newer.title = "A new title"
        rows.publish(newer)

    with hooks.register_temporarily("before_serve_page", publish_meanwhile):
        first = client.get(post.url).text
    second = client.get(post.url).text

    assert ["An old title" in one for one in (first, second)] == [True, False]
