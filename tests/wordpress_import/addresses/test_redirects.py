"""Redirects of posts and pages, for as long as their page is public."""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from tests.pages import rows
from tests.sites import add_site
from wagtail_therapy.wordpress_import.models import ImportedItem

from .old_sites import Moved, item, site_map

POST, BY_ID = "/blog/what-is-therapy/", "/?p=58"
NEW = "/notes/what-is-therapy/"
ADDRESSES = [POST, BY_ID, f"{POST}feed/", f"{POST}amp/"]


def rows_of(moved):
    return set(Redirect.objects.filter(site=moved.site).values_list("old_path", "redirect_page"))


# At the address by id is the home page, as before.
HIDDEN = {404, 200}


def answers(leads_to):
    return {leads_to(one) for one in ADDRESSES}


def test_each_public_entry_has_its_redirects(moved):
    public = {58, 59, 60, 61, 62, 53, 63, 49, 20, 22, 23, 27}
    expected = {
        (path, moved.pages[key].pk) for key in public for path in moved.site_map.paths_of(key)
    }
    # The page of an image that isn't stored leads to what it belongs to.
    of_file = {(path, moved.pages[58].pk) for path in ("/deleted-from-server", "/?p=17")}
    assert rows_of(moved) == expected | of_file


def test_second_run_changes_nothing(moved, django_assert_max_num_queries):
    before = set(Redirect.objects.values_list("pk", "old_path"))
    with django_assert_max_num_queries(25):
        assert moved.record() == []
    assert set(Redirect.objects.values_list("pk", "old_path")) == before


def test_hidden_page_has_no_redirect(moved, leads_to):
    assert answers(leads_to) == {NEW}
    moved.pages[58].unpublish()
    assert answers(leads_to) == HIDDEN
    rows.publish(moved.pages[58])
    assert answers(leads_to) == {NEW}


def test_draft_gets_its_redirects_when_it_is_published(moved, leads_to):
    assert {leads_to(one) for one in ("/blog/case-notes/", "/?p=43")} == HIDDEN
    rows.publish(moved.pages[43])
    assert {leads_to(one) for one in ("/blog/case-notes/", "/?p=43")} == {"/notes/case-notes/"}


def test_private_page_has_no_redirect(moved, leads_to, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        private = PageViewRestriction.objects.create(page=moved.pages[58], password="open")
    assert answers(leads_to) == HIDDEN
    with django_capture_on_commit_callbacks(execute=True):
        private.delete()
    assert answers(leads_to) == {NEW}


def test_nothing_leads_into_a_hidden_section(moved, leads_to):
    addresses = [POST, BY_ID, "/blog/2020/", "/feed/", "/?s=a", "/?cat=6", "/blog/tag/anxiety/"]
    assert HIDDEN.isdisjoint(map(leads_to, addresses))
    moved.blog.unpublish()
    assert set(map(leads_to, addresses)) == HIDDEN


def test_page_that_moves_below_a_private_one_has_no_redirect(
    moved, leads_to, django_capture_on_commit_callbacks
):
    club = rows.blog(moved.site, "Club")
    PageViewRestriction.objects.create(page=club, password="open")
    with django_capture_on_commit_callbacks(execute=True):
        moved.pages[58].move(club, "last-child")
    assert answers(leads_to) == HIDDEN


def test_redirect_follows_the_page(moved, leads_to, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        moved.pages[58].move(rows.blog(moved.site, "Journal"), "last-child")
    assert answers(leads_to) == {"/journal/what-is-therapy/"}

    page = Page.objects.get(pk=moved.pages[58].pk).specific
    page.slug = "therapy"
    page.save_revision().publish()
    assert answers(leads_to) == {"/journal/therapy/"}


def test_page_that_comes_back_to_its_old_address_has_no_redirect(
    moved, leads_to, django_capture_on_commit_callbacks
):
    blog = Page.objects.get(pk=moved.blog.pk).specific
    blog.slug = "blog"
    with django_capture_on_commit_callbacks(execute=True):
        blog.save_revision().publish()
    assert leads_to(POST) == 200
    assert not Redirect.objects.filter(old_path=POST.rstrip("/")).exists()
    assert leads_to("/notes/what-is-therapy/") == POST
    assert leads_to(f"{POST}feed/") == POST


def test_deleted_page_takes_its_redirects_along(moved, leads_to):
    moved.pages[58].delete()
    assert answers(leads_to) == HIDDEN
    assert moved.record() == []
    assert answers(leads_to) == HIDDEN
    assert ImportedItem.objects.get(wordpress_id=58).page is None


def test_redirect_of_an_editor_is_kept(site, leads_to):
    old = Moved(site, rows.blog(site, "Notes"))
    path = POST.rstrip("/")
    Redirect.add_redirect(path, "/elsewhere/", site=site)
    Redirect.add_redirect("/blog/transference", "/for-all-sites/")
    assert old.record() == []
    assert leads_to(POST) == "/elsewhere/"
    assert leads_to("/blog/transference/") == "/for-all-sites/"
    assert leads_to(BY_ID) == NEW


def test_page_of_the_host_is_shown_at_an_old_address(moved, leads_to):
    moved.site.root_page.add_child(instance=type(moved.site.root_page.specific)(title="About me"))
    assert leads_to("/about-me/") == 200
    assert leads_to("/?page_id=49") == "/our-about-me/"


def test_other_sites_do_not_have_the_addresses(moved, leads_to):
    add_site("other.example", slug="other")
    addresses = [*ADDRESSES, "/feed/", "/blog/2020/", "/?cat=6", "/couch-one/", "/?s=a"]
    uploads = ["/wp-content/uploads/2020/11/couch-1.jpg", "/wp-sitemap.xml"]
    found = {leads_to(one, "other.example") for one in [*addresses, *uploads]}
    assert found == {404, 200}


def test_address_that_the_export_no_longer_has_is_removed(moved, leads_to):
    moved.site_map = site_map(item(58, "/blog/therapy/"))
    assert moved.record() == []
    assert (leads_to(POST), leads_to("/blog/therapy/")) == (404, NEW)
    assert leads_to("/blog/transference/") == "/notes/transference/"


def test_address_that_is_too_long_is_returned(moved):
    path = "/blog/" + "a" * 250
    moved.site_map = site_map(item(58, f"{path}/"))
    assert moved.record() == [path]
