"""Pages that are stored together are like those that Wagtail stores."""

from wagtail.models import ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from tests.wordpress_import.blogs import add_blog, imported, the_post
from tests.wordpress_import.wxr.exports import item

LINK = '<p><a href="https://old.example/blog/a-post/">x</a></p>'


def references(page):
    rows = ReferenceIndex.get_references_for_object(page)
    names = ("to_content_type", "to_object_id", "model_path", "content_path", "content_path_hash")
    return sorted(rows.values_list("content_type", "base_content_type", *names))


def test_references_are_those_of_wagtail(site, reference_index):
    imported(add_blog(site), item(), item(id=2, slug="b", content=LINK))
    post = the_post(slug="b")
    found = references(post)
    ReferenceIndex.remove_for_object(post)
    ReferenceIndex.create_or_update_for_object(post)
    assert (references(post), len(found) > 0) == (found, True)


def test_posts_are_found_at_once(site, search_index, client):
    imported(add_blog(site), item("<p>About zebras.</p>"))
    assert "A post" in client.get("/blog/search/?q=zebras").content.decode()
    assert "A post" in client.get("/blog/search/?q=Bell").content.decode()


def test_search_index_is_that_of_wagtail(site, search_index):
    imported(add_blog(site), item("<p>About zebras.</p>", excerpt="Stripes"))
    post = the_post()
    entries = IndexEntry.objects.filter(object_id=post.pk, content_type=post.content_type)
    names = [one.name for one in IndexEntry._meta.concrete_fields if one.name != "id"]
    found = list(entries.values(*names))
    entries.delete()
    get_search_backend().add(post)
    assert (list(entries.values(*names)), len(found)) == (found, 1)


def test_page_has_its_own_revision(site):
    imported(add_blog(site), item(), item(id=2, slug="b", status="draft"), item(id=3, slug="c"))
    posts = [the_post(slug=slug) for slug in ("a-post", "b", "c")]
    own = [Revision.objects.get(object_id=post.pk) for post in posts]
    assert [(post.latest_revision, post.live_revision) for post in posts] == [
        (own[0], own[0]),
        (own[1], None),
        (own[2], own[2]),
    ]


def test_each_post_costs_the_same_queries(site, django_assert_max_num_queries):
    blog = add_blog(site)
    imported(blog, item(id=99, slug="first"))
    posts = [item(id=number, slug=f"post-{number}") for number in range(1, 31)]
    # Forty for the import itself, and two for a savepoint of each.
    with django_assert_max_num_queries(60 + 2 * len(posts)):
        imported(blog, *posts)


def test_each_link_to_a_later_post_costs_two_queries(site, django_assert_max_num_queries):
    blog = add_blog(site)
    last = item(id=99, slug="a-post", title="Last")
    posts = [item(id=number, slug=f"post-{number}", content=LINK) for number in range(1, 31)]
    # As for posts without links, one for each page and one for its revision.
    with django_assert_max_num_queries(80 + 4 * len(posts)):
        imported(blog, *posts, last)
    last_post = the_post(slug="a-post")
    bodies = [the_post(slug=f"post-{number}").body.raw_data for number in range(1, 31)]
    assert [f'id="{last_post.pk}"' in one[0]["value"] for one in bodies] == [True] * 30
