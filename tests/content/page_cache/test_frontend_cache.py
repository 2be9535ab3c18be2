"""Which pages a change is seen on, for a front-end cache."""

import pytest

from tests.pages import rows
from wagtail_therapy.blog.models import Category
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.content.page_cache import frontend_cache
from wagtail_therapy.pages.models import BlogIndexPage

BACKEND = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
CACHE = {"default": {"BACKEND": BACKEND, "LOCATION": "http://x"}}


@pytest.fixture
def blog(site, reference_index):
    return rows.blog(site)


def test_page_is_found_by_what_it_has_many_of(blog):
    note = ContentNote.objects.create(name="Grief")
    post = rows.post(blog, rows.author(), live=False)
    post.content_notes = [note]
    rows.publish(post)
    rows.post(blog, rows.author("Mateo"), title="Other")

    assert frontend_cache.pages_referencing(note) == [post]


def test_page_is_found_by_what_its_rows_and_body_name(blog):
    orla = rows.author()
    bio = [{"type": "author_bio", "value": {"author": orla.pk}}]
    written = rows.post(blog, orla)
    presenting = rows.post(blog, rows.author("Mateo"), title="Other", body=bio)

    assert set(frontend_cache.pages_referencing(orla)) == {written, presenting}


def test_old_addresses_are_purged_once_the_new_slug_is_written(blog, settings, monkeypatch):
    settings.WAGTAILFRONTENDCACHE = CACHE
    grief, found = rows.category("Grief"), []
    monkeypatch.setattr(
        frontend_cache, "purge", lambda urls: found.append((Category.objects.get().slug, urls))
    )

    rows.post(blog, rows.author(), categories=[grief])
    found.clear()
    grief.slug = "new"
    grief.save()
    [(slug, urls)] = found
    old, new = (f"http://testserver/notes/category/{one}/" for one in ("grief", "new"))
    assert (slug, {old, new} - urls) == ("new", set())


def test_addresses_are_of_the_page_and_of_paths_below_it(blog):
    assert frontend_cache.urls_below(blog, ["/", "/a/"]) == {
        "http://testserver/notes/",
        "http://testserver/notes/a/",
    }
    assert frontend_cache.page_urls(blog, ["/a/"]) >= frontend_cache.urls_below(blog, ["/", "/a/"])


def test_addresses_of_a_host_without_slashes_at_the_end_are_below_the_page(blog, monkeypatch):
    # Wagtail reads the setting once, when it starts.
    monkeypatch.setattr("wagtail.models.pages.WAGTAIL_APPEND_SLASH", False)

    below = frontend_cache.urls_below(blog, ["/", "/a"])
    assert below == {"http://testserver/notes", "http://testserver/notes/a"}


def test_page_outside_of_all_sites_has_no_address(db):
    assert frontend_cache.page_urls(BlogIndexPage(url_path="/elsewhere/")) == set()


def test_nothing_is_seen_of_a_draft_or_without_a_cache(settings):
    settings.WAGTAILFRONTENDCACHE = CACHE

    assert frontend_cache.should_purge() is True
    assert frontend_cache.should_purge(["latest_revision"]) is False
    settings.WAGTAILFRONTENDCACHE = {}
    assert frontend_cache.should_purge() is False
