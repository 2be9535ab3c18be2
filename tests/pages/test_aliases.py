"""An alias says what its original says, so no list shows both."""

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from tests.approaches.rows import approach
from tests.pages import rows
from wagtail_therapy.approaches.offers import approaches_offered_by
from wagtail_therapy.blog.counts import post_counts
from wagtail_therapy.blog.post_lists import post_links
from wagtail_therapy.blog.post_lists.related_posts import RelatedPosts
from wagtail_therapy.pages.models import BlogPostPage

LISTS = [
    *("", "category/sleep/", "tag/night/", "author/orla/", "search/?q=waking"),
    *("feed/", "feed/atom/", "feed/json/", "category/sleep/feed/"),
]


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def post(blog, search_index):
    named = {"categories": [rows.category("Sleep")], "tags": ["night"]}
    return rows.post(blog, rows.author("Orla"), title="Waking", slug="waking", **named)


@pytest.fixture
def mirror(post):
    return post.create_alias(update_slug="mirror")


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def offered(index):
    orla = rows.author("Orla")
    page = approach(index, "ACT", rows.concern("Grief"), slug="act", offered_by=[orla])
    page.create_alias(update_slug="mirror")
    approach(index, "EFT", rows.concern("Panic"), slug="eft")
    return page


def hrefs(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    html = BeautifulSoup(response.content.decode(), "html.parser")
    return {link["href"] for link in html.find_all("a", href=True)}


@pytest.mark.usefixtures("mirror")
@pytest.mark.parametrize("address", LISTS)
def test_lists_and_feeds_have_the_original_alone(client, blog, address):
    shown = client.get(blog.url + address).content.decode()

    assert ("/waking/" in shown, "/mirror/" in shown) == (True, False)


@pytest.mark.usefixtures("mirror")
def test_counts_and_the_newest_posts_have_it_once(blog, post, site):
    assert [one.number for one in post_counts.by_category(blog)] == [1]
    assert [one.number for one in post_counts.by_month(blog)] == [1]
    assert post_links.newest_post_ids(site, blog.locale_id, 5) == [post.pk]


@pytest.mark.parametrize("slug", ["waking", "mirror"])
def test_no_post_is_beside_itself(blog, post, mirror, slug):
    around = RelatedPosts(BlogPostPage.objects.get(slug=slug), blog)

    assert [around.newer, around.older, *around.related] == [None, None]


def test_another_blog_lists_its_alias_and_the_site_the_original(site, post):
    other = rows.blog(site, title="Other")
    alias = post.create_alias(parent=other)

    assert [one.pk for one in other.get_posts()] == [alias.pk]
    assert post_links.newest_post_ids(site, other.locale_id, 5) == [post.pk]


def test_first_alias_takes_the_place_of_an_original_that_strangers_may_not_read(blog, post, mirror):
    post.create_alias(update_slug="second")
    PageViewRestriction.objects.create(page=post, restriction_type="login")

    assert [one.pk for one in blog.get_posts()] == [mirror.pk]


@pytest.mark.parametrize("pinned", ["waking", "mirror"])
def test_pinned_post_is_shown_once_as_it_was_chosen(client, blog, post, mirror, pinned):
    other = {"waking": mirror, "mirror": post}[pinned]
    blog.pinned = [("post", BlogPostPage.objects.get(slug=pinned)), ("post", other)]
    rows.publish(blog)

    found = hrefs(client, blog.url)

    assert (f"/notes/{pinned}/" in found, other.url in found) == (True, False)


@pytest.mark.parametrize(
    "address", ["/approaches/", "/approaches/?concern=grief", "/approaches/concerns/grief/"]
)
def test_lists_of_approaches_have_the_original_alone(client, offered, address):
    found = hrefs(client, address)

    assert ("/approaches/act/" in found, "/approaches/mirror/" in found) == (True, False)


def test_nothing_is_compared_with_itself(client, offered):
    response = client.get("/approaches/compare/?a=act&a=mirror", follow=True)

    assert response.redirect_chain == [("/approaches/?a=act&note=more&note=unavailable", 302)]


def test_profile_names_an_offer_once(offered):
    request = RequestFactory().get("/", headers={"host": "testserver"})

    assert approaches_offered_by(offered.offered_by.get(), request) == [offered]


def test_page_of_a_concern_has_a_post_once(client, post, mirror):
    grief = rows.concern("Grief")
    post.concerns = [grief]
    rows.publish(post)
    rows.approaches(post.get_site())

    found = hrefs(client, "/approaches/concerns/grief/")

    assert ("/notes/waking/" in found, "/notes/mirror/" in found) == (True, False)
