"""Which links become links to pages, and which lead nowhere."""

import pytest

from wagtail_therapy.wordpress_import.addresses.links import Link, Links

from .old_sites import BASE, site_map

PAGES = {58: 158, 59: 159, 63: 163, 49: 149, 43: 143, 42: 142}
FOUND = {
    f"{BASE}/blog/what-is-therapy/": Link(158),
    "/?p=58": Link(158),
    "/blog/what-is-therapy/#respond": Link(158, "respond"),
    "/blog/what-is-therapy/?utm_source=x": Link(158),
    "/blog/what-is-therapy/feed/": Link(158),
    "/blog/on-being-wrong-draft/": Link(159),
    "/?page_id=49": Link(149),
    BASE: Link(1),
}
HIDDEN = ["/blog/case-notes/", "/?p=43", "/?p=42", "/blog/for-workshop-participants/"]
ANSWERED = ["/couch-one/", "/wp-content/uploads/a.pdf", "/?cat=6", "/blog/2020/11/", "/feed/"]


@pytest.fixture
def links():
    return Links(site_map(), dict(PAGES), home=1)


@pytest.mark.parametrize(("address", "link"), FOUND.items())
def test_link_leads_to_our_page(links, address, link):
    assert links.page_for(address) == link
    assert (links.waiting, links.dead) == ({}, {})


@pytest.mark.parametrize("address", HIDDEN)
def test_link_does_not_tell_the_address_of_a_hidden_page(links, address):
    assert links.page_for(address, 7) is None
    assert links.dead == {7: {address}}


@pytest.mark.parametrize("address", [*ANSWERED, "https://example.org/", "mailto:ada@old.example"])
def test_other_links_stay_and_are_not_dead(links, address):
    assert links.page_for(address) is None
    assert (links.waiting, links.dead) == ({}, {})


def test_link_to_a_later_page_waits_for_it(links):
    address = f"{BASE}/blog/transference/"
    assert links.page_for(address, 7) is None
    assert (links.waiting, links.dead) == ({7: {address}}, {})

    links.pages[62] = 162
    assert links.page_for(address, 7) == Link(162)
    assert links.finish() == {}


def test_links_that_lead_nowhere_are_listed_by_item(links):
    never, skipped = f"{BASE}/blog/never-existed/", f"{BASE}/blog/transference/"
    assert (links.page_for(never, 7), links.page_for(skipped, 8)) == (None, None)
    assert links.finish() == {7: {never}, 8: {skipped}}
