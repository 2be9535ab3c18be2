"""Many bodies, shown together."""

import pytest

from tests.content.rendering import squeezed
from tests.pages import rows
from wagtail_therapy.content.streamfield import prefetching
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def blog(site):
    return rows.blog(site)


def link(page):
    return f'<p><a linktype="page" id="{page.pk}">there</a> &amp; back</p>'


def with_pictures(blog, number):
    author = rows.author()
    return [
        rows.post(
            blog,
            author,
            title=f"Post {one}",
            body=[
                ("paragraph", link(blog)),
                ("image", {"image": rows.image(f"Picture {one}"), "caption": "Seen"}),
                ("paragraph", link(blog)),
                ("list", {"style": "bullets", "items": [link(blog)]}),
            ],
        )
        for one in range(number)
    ]


def test_bodies_say_what_they_say_alone(blog):
    with_pictures(blog, 2)
    posts = list(BlogPostPage.objects.order_by("pk"))

    together = [
        squeezed(str(body)) for body in prefetching.prefetch_bodies(post.body for post in posts)
    ]

    assert together == [squeezed(str(post.body)) for post in posts]
    assert together[0].count('<a href="/notes/">there</a>') == 3


@pytest.mark.parametrize("number", [1, 4])
def test_bodies_are_fetched_at_once(blog, number, django_assert_num_queries):
    with_pictures(blog, number)
    posts = list(BlogPostPage.objects.all())
    # Wagtail keeps the addresses of sites for the next who asks.
    str(posts[0].body)

    with django_assert_num_queries(3):
        for body in prefetching.prefetch_bodies(post.body for post in posts):
            [child.value for child in body]


def test_bodies_without_links_or_anything_cost_nothing(blog, django_assert_num_queries):
    empty = BlogPostPage(title="Empty").body
    with django_assert_num_queries(0):
        assert [list(body) for body in prefetching.prefetch_bodies([empty, empty])] == [[], []]
        assert prefetching.prefetch_bodies([]) == []


def test_link_to_a_page_that_is_gone_stays_text(blog):
    post = rows.post(
        blog, rows.author(), body=[("paragraph", '<p><a linktype="page" id="99">x</a>')]
    )

    (body,) = prefetching.prefetch_bodies([post.body])

    assert "<a>x</a>" in str(body)
