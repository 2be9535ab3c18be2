import pytest
from wagtail.models import PageViewRestriction

from tests.pages import rows
from wagtail_therapy.blog.post_lists.post_links import LinkedPosts, newest_post_ids
from wagtail_therapy.pages.models import BlogPostPage


@pytest.fixture
def posts(site):
    blog, orla = rows.blog(site), rows.author()
    return [rows.post(blog, orla, title=title) for title in ("One", "Two", "Three")]


def titles(found):
    return [post.title for post in found]


def test_links_are_those_that_may_be_read_in_the_order_asked(posts):
    one, two, three = posts
    PageViewRestriction.objects.create(page=two, restriction_type="login")
    links = LinkedPosts(one.locale_id)

    assert titles(links.public([three.pk, two.pk, one.pk, 99])) == ["Three", "One"]


def test_links_of_one_request_are_asked_for_at_once(posts, rf, django_assert_num_queries):
    request, (one, two, three) = rf.get("/"), posts
    # Django learns the content types once.
    LinkedPosts(one.locale_id).public([one.pk])
    LinkedPosts.for_request(request, one.locale_id).add([two.pk, three.pk])

    # Restrictions and posts.
    with django_assert_num_queries(2):
        found = [
            titles(LinkedPosts.for_request(request, one.locale_id).public([post.pk]))
            for post in [one, two, three]
        ]
    assert found == [["One"], ["Two"], ["Three"]]


def test_newest_is_kept_and_what_may_be_read_is_asked(site, posts):
    one, two, three = posts
    keys = newest_post_ids(site, one.locale_id, 2)
    # There is no signal for it.
    BlogPostPage.objects.filter(pk=three.pk).update(live=False)

    assert (keys, newest_post_ids(site, one.locale_id, 2)) == ([three.pk, two.pk],) * 2
    assert titles(LinkedPosts(one.locale_id).public(keys)) == ["Two"]
