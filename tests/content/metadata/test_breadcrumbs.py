import pytest
from django.test import RequestFactory
from wagtail.models import PageViewRestriction, Site

from tests.pages import rows
from wagtail_therapy.content import caching
from wagtail_therapy.content.metadata.breadcrumbs import Crumb, breadcrumbs

HOME = Crumb("Foreign host", "http://testserver/")
NOTES = Crumb("Notes", "http://testserver/notes/")
POST = Crumb("A post", "http://testserver/notes/a-post/")


def visit():
    """Return a request whose site is known: each view asks for that anyway."""
    request = RequestFactory().get("/", headers={"host": "testserver"})
    Site.find_for_request(request)
    return request


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def post(blog):
    return rows.post(blog, rows.author())


def crumbs_of(page):
    request = RequestFactory().get("/", headers={"host": "testserver"})
    return breadcrumbs(page, request)


def test_breadcrumbs_lead_from_the_home_page(post):
    assert crumbs_of(post) == [HOME, NOTES, POST]


def test_breadcrumbs_of_the_home_page_are_itself(site):
    assert crumbs_of(site.root_page) == [HOME]


def test_breadcrumbs_leave_out_what_is_not_live(blog, post):
    blog.unpublish()

    assert crumbs_of(post) == [HOME, POST]


def test_breadcrumbs_end_where_a_private_part_begins(site, blog, post):
    PageViewRestriction.objects.create(page=blog, restriction_type="login")
    assert crumbs_of(post) == [HOME, POST]

    PageViewRestriction.objects.create(page=site.root_page, restriction_type="login")
    assert crumbs_of(post) == [POST]


def test_breadcrumbs_outside_of_all_sites_are_none(post):
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()

    assert crumbs_of(post) == []


@pytest.mark.parametrize("name", ["blog", "post"])
def test_breadcrumbs_cost_one_query_at_any_depth_and_then_none(
    name, blog, post, django_assert_num_queries
):
    page = {"blog": blog, "post": post}[name]
    # Wagtail keeps the roots of sites.
    breadcrumbs(page, visit())
    caching.invalidate()

    for queries in (1, 0):
        request = visit()
        caching.generation(request)
        with django_assert_num_queries(queries):
            breadcrumbs(page, request)
