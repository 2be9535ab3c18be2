"""What changes the name of all that is kept, when, and which processes see it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from taggit.models import Tag
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction, Site

from tests.pages import rows
from wagtail_therapy.content import caching
from wagtail_therapy.content.models import ContentNote, Generation
from wagtail_therapy.newsletter.models import NewsletterSettings
from wagtail_therapy.practice.models import PracticeSettings


class UndoneError(Exception):
    """Rolls back to a savepoint."""


def elsewhere(work):
    """Return what another thread returns, which has a database connection of its own."""

    def run():
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result(10)


def test_nothing_is_kept_before_the_first_change(transactional_db):
    Generation.objects.all().delete()
    made = []
    for _ in range(2):
        caching.cached(("what",), lambda: made.append(1))

    assert (caching.generation(), made) == ("", [1, 1])


def test_drafts_change_nothing_and_saving_does(site):
    orla = rows.author()
    found = [caching.generation()]
    orla.save_revision()
    site.root_page.specific.save_revision()
    found.append(caching.generation())
    orla.save()
    found.append(caching.generation())

    assert [one == found[0] for one in found] == [True, True, False]


SAVED = {
    "author": rows.author,
    "category": rows.category,
    "concern": rows.concern,
    "tag": lambda: Tag.objects.create(name="Sleep"),
    "content note": lambda: ContentNote.objects.create(name="Suicide"),
    "image": rows.image,
    "document": rows.document,
    "practice": lambda: PracticeSettings.objects.create(site=Site.objects.get()),
    "newsletter": lambda: NewsletterSettings.objects.create(site=Site.objects.get()),
    "restriction": lambda: PageViewRestriction.objects.create(
        page=Site.objects.get().root_page, restriction_type="login"
    ),
    "site": Site.objects.get,
}


@pytest.mark.parametrize("name", SAVED)
def test_rows_that_pages_show_change_it_when_they_are_saved_and_deleted(site, name):
    row = SAVED[name]()
    found = [caching.generation()]
    row.save()
    found.append(caching.generation())
    row.delete()
    found.append(caching.generation())

    assert len(set(found)) == 3


@pytest.mark.filterwarnings("ignore:Exception ignored in.*SpooledTemporaryFile")
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
def test_deleted_rendition_changes_it_and_a_new_one_does_not(site):
    image = rows.image()
    found = [caching.generation()]
    rendition = image.get_rendition("width-20")
    found.append(caching.generation())
    rendition.delete()
    found.append(caching.generation())

    assert [one == found[0] for one in found] == [True, True, False]
    assert get_image_model().objects.get() == image


def test_it_changes_at_midnight_and_with_a_date_that_has_come(site):
    now = timezone.now().replace(hour=12)
    date = now + timedelta(minutes=1)
    # Whatever the time of day, a post with this date can be published then.
    with time_machine.travel(date, tick=False):
        post = rows.post(rows.blog(site), rows.author(), first_published_at=date)
    found = []
    for later in (0, 1, 59, 61, 62, 24 * 3600):
        with time_machine.travel(now + timedelta(seconds=later), tick=False):
            found.append(caching.generation())

    assert post.live
    assert [found.index(one) for one in found] == [0, 0, 0, 3, 3, 5]


def test_others_see_a_change_when_it_is_committed(transactional_db, site):
    before = caching.generation()
    with transaction.atomic():
        rows.author()
        within = caching.generation()
        meanwhile = elsewhere(caching.generation)
    after = caching.generation()

    assert (meanwhile, elsewhere(caching.generation)) == (before, after)
    assert len({before, within, after}) == 3


def test_what_is_built_from_a_change_is_not_kept_for_others_nor_after_a_rollback(
    transactional_db, site
):
    kept = []

    def name():
        return caching.cached(("name",), lambda: kept.append(1) or len(kept))

    first = name()
    with transaction.atomic():
        rows.author()
        within = [name()]
        with suppress(UndoneError), transaction.atomic():
            rows.category()
            within += [name(), name()]
            raise UndoneError
        within.append(name())
        transaction.set_rollback(True)

    assert (first, within, name()) == (1, [2, 3, 3, 2], 1)


def test_people_who_publish_at_once_do_not_wait(transactional_db, site):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer")
    with transaction.atomic():
        rows.author("Orla")
        other = elsewhere(lambda: rows.author("Mateo"))

    assert other.pk


def test_many_changes_of_one_transaction_rename_the_row_once(transactional_db, site):
    with transaction.atomic():
        for number in range(5):
            rows.author(f"Author {number}")
        hooks = [hook[1] for hook in connection.run_on_commit]

    assert len([hook for hook in hooks if isinstance(hook, caching._Renaming)]) == 1


def test_it_is_read_once_for_a_request(site, rf, django_assert_num_queries):
    request = rf.get("/")
    with django_assert_num_queries(1):
        assert caching.generation(request) == caching.generation(request)


def test_a_rename_is_seen_by_the_request_that_made_it(transactional_db, site, rf):
    request = rf.get("/")
    before = caching.generation(request)
    rows.author()

    assert caching.generation(request) != before


def test_a_rename_by_others_is_not_seen_by_a_request_that_has_begun(transactional_db, site, rf):
    """It has read rows from before the change, which must not be kept by the new name."""
    request = rf.get("/")
    before = caching.generation(request)
    elsewhere(rows.author)

    assert caching.generation(request) == before
    assert caching.generation(rf.get("/")) != before


def test_two_processes_with_caches_of_their_own_agree(transactional_db, site):
    """The row is the same for both, so what the first keeps is not found by a new name."""
    first = caching.cached(("what",), lambda: "old")
    elsewhere(rows.author)

    assert (first, caching.cached(("what",), lambda: "new")) == ("old", "new")
    cache.clear()


def test_address_of_a_site_that_another_process_has_changed_is_asked_for(
    transactional_db, settings, site, rf
):
    def use_memory(process):
        locmem = "django.core.cache.backends.locmem.LocMemCache"
        settings.CACHES = {"default": {"BACKEND": locmem, "LOCATION": f"addresses of {process}"}}

    def address():
        # A host's menu asks first.
        site.root_page.get_full_url(request := rf.get("/"))
        return caching.cached(("x",), lambda: site.root_page.get_full_url(request), request)

    use_memory("visitors")
    before = address()
    use_memory("editors")
    site.port = 8080
    site.save()
    use_memory("visitors")

    assert (before, address()) == ("http://testserver/", "http://testserver:8080/")
