"""What the search finds besides posts, approaches, concerns and people."""

import pytest
from django.core.management import call_command
from django.test import RequestFactory
from wagtail.models import Page, PageViewRestriction

from tests.approaches.rows import approach
from tests.pages import rows
from wagtail_therapy.content.search.site_search import Found, Query
from wagtail_therapy.practice.search import find_pages


def add_page(parent, title, **values):
    return parent.add_child(instance=Page(title=title, **values))


@pytest.fixture
def home(site):
    """A home page with pages of a host's own."""
    home = site.root_page
    fees = add_page(home, "Fees", search_description="What it costs.")
    fees.create_alias(parent=home, update_slug="fees-again")
    add_page(home, "Draft of fees", live=False)
    private = add_page(home, "Private fees")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    return home


def find(site, words):
    call_command("wagtail_update_index", verbosity=0)
    request = RequestFactory().get("/")
    return find_pages(Query(words, site, site.root_page.locale_id, request))


def test_pages_are_found_once_if_a_stranger_may_read_them(site, home):
    assert find(site, "fees") == [Found("Fees", "/fees/", "What it costs.")]


def test_posts_and_approaches_are_left_out_and_their_lists_are_not(site, home):
    rows.post(rows.blog(site, title="Blog about fees"), rows.author("Orla"), title="Fees of old")
    approach(rows.approaches(site, "Approaches and fees"), "CBT and fees")

    found = {one.title for one in find(site, "fees")}
    assert found == {"Fees", "Blog about fees", "Approaches and fees"}


def test_page_type_says_that_it_is_not_searched(site, home, monkeypatch):
    monkeypatch.setattr(Page, "is_searched_as_page", False, raising=False)

    assert find(site, "fees") == []
