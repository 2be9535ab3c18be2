"""Each address of an export of a real WordPress, when it lies beside us."""

import pytest

from tests.pages import rows
from tests.wordpress_import.test_small_export import TRUTH, export, truths
from wagtail_therapy.pages.models import BlogPostAuthor, BlogPostPage
from wagtail_therapy.wordpress_import.addresses.links import Links
from wagtail_therapy.wordpress_import.addresses.recording import record
from wagtail_therapy.wordpress_import.addresses.site_map import SiteMap
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import Source
from wagtail_therapy.wordpress_import.models import ImportedItem, OldSite

pytestmark = pytest.mark.skipif(not TRUTH.exists(), reason="no export beside us")

ENDINGS = ["", "feed/", "comment-page-1/", "2/"]


def map_of_export():
    site, items, _findings = export()
    found = SiteMap(site)
    for item in items:
        found.add(item)
    return found


def imported(site):
    """Make an empty page of each post and page, below one blog."""
    blog, author = rows.blog(site, "Notes"), rows.author()
    wordpress, items, _findings = export()
    old_site = OldSite.objects.create(site=site, base_url=wordpress.base_url)
    made = {}
    for item in items:
        if item.type in {"post", "page"} and item.status != "trash":
            page = BlogPostPage(title="A post", slug=f"{item.type}-{item.id}", live=item.is_public)
            page.post_authors = [BlogPostAuthor(author=author)]
            made[item.id] = blog.add_child(instance=page)
            ImportedItem.objects.create(old_site=old_site, wordpress_id=item.id, page=page)
    assert record(old_site, map_of_export(), blog) == []
    return made


def test_each_public_address_leads_to_its_page_and_no_hidden_one_does(site, leads_to):
    made = imported(site)
    items = [(item, truth) for item in export()[1] if (truth := truth_of(item)) and item.id in made]
    wrong = [
        (truth["path"], ending, found)
        for item, truth in items
        for ending in ENDINGS
        if (found := leads_to(f"{truth['path']}{ending}" if item.is_public else f"/?p={item.id}"))
        != (made[item.id].url if item.is_public else 200)
    ]
    assert (len(items), wrong) == (54, [])
    old = [
        (f"/blog/{slug}/", made[item.id].url)
        for item, _truth in items
        for slug in item.meta_values("_wp_old_slug")
    ]
    assert [leads_to(path) for path, _url in old] == [url for _path, url in old] != []
    assert {leads_to(f"/?p={item.id}") for item, _truth in items if item.is_public} == {
        made[item.id].url for item, _truth in items if item.is_public
    }


def truth_of(item):
    return truths().get((item.type, item.slug, item.title))


def test_links_of_a_post_lead_to_pages_or_are_listed():
    site_map = map_of_export()
    links = Links(site_map, {key: key for key in site_map.entries}, home=1)
    item = next(one for one in export()[1] if one.slug == "links-to-everything")
    found = convert(item.content, Source(address=item.link)).links
    pages = [link.page for one in found if (link := links.page_for(one))]
    assert pages == [28] * 7 + [59, 50, 50, 21, 19, 1, 1, 28]
    assert links.finish() == {None: {f"{site_map.site.base_url}/blog/never-existed/"}}
