from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from tests.pages import rows
from wagtail_therapy.blog.post_lists.related_posts import RelatedPosts
from wagtail_therapy.pages.models import BlogPostPage


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla")


def around(post, blog):
    found = RelatedPosts(BlogPostPage.objects.get(pk=post.pk), blog)
    return [one and one.title for one in (found.older, found.newer)]


def related(post, blog):
    found = RelatedPosts(BlogPostPage.objects.get(pk=post.pk), blog).related
    return [one.title for one in found]


def test_posts_of_one_moment_have_an_order(blog, orla):
    one, two, three = (rows.post(blog, orla, title=title) for title in ("One", "Two", "Three"))
    BlogPostPage.objects.update(first_published_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert around(one, blog) == [None, "Two"]
    assert around(two, blog) == ["One", "Three"]
    assert around(three, blog) == ["Two", None]


def test_post_without_a_date_has_nothing_before_or_after(blog, orla):
    post = rows.post(blog, orla)
    rows.post(blog, orla, title="Another")
    BlogPostPage.objects.filter(pk=post.pk).update(first_published_at=None)

    assert around(post, blog) == [None, None]


def test_related_posts_share_most(blog, orla):
    grief, sleep, mateo = rows.category("Grief"), rows.category("Sleep"), rows.author("Mateo")
    rows.post(blog, orla, title="Same author")
    rows.post(blog, mateo, title="Same category", categories=[grief])
    rows.post(blog, mateo, title="Same tag", tags=["calm"])
    rows.post(blog, mateo, title="Nothing shared", categories=[sleep], tags=["other"])
    rows.post(blog, mateo, title="Nearly all", categories=[grief], tags=["calm"])
    post = rows.post(blog, orla, title="This", categories=[grief], tags=["calm"])

    assert related(post, blog) == ["Nearly all", "Same tag", "Same category"]


def test_related_posts_may_be_chosen(blog, orla):
    one, two = (rows.post(blog, orla, title=title) for title in ("One", "Two"))
    draft = rows.post(blog, orla, title="Draft", live=False)
    chosen = [("post", draft), ("post", one)]
    post = rows.post(blog, orla, title="This", related_reading=chosen)

    assert (related(post, blog), two.live) == (["One"], True)


def test_post_outside_a_blog_has_no_neighbours_or_related_posts(site, orla):
    post = BlogPostPage(title="Alone", live=False)
    site.root_page.add_child(instance=post)

    assert (around(post, None), related(post, None)) == ([None, None], [])


def test_only_post_beside_another_is_called_what_it_is(site, client):
    blog, orla = rows.blog(site), rows.author()
    pages = [rows.post(blog, orla, title=title) for title in ("One", "Two", "Three")]
    for number, page in enumerate(pages):
        date = datetime(2026, 1, 1 + number, tzinfo=UTC)
        BlogPostPage.objects.filter(pk=page.pk).update(first_published_at=date)

    assert [beside(client, page) for page in pages] == [
        [("next", "Newer post Two")],
        [("prev", "Older post One"), ("next", "Newer post Three")],
        [("prev", "Older post Two")],
    ]


def beside(client, page):
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    links = html.select(".therapy-neighbours a")
    return [(link["rel"][0], " ".join(link.text.split())) for link in links]
