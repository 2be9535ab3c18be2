"""Many addresses at once."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from tests.pages import rows
from wagtail_therapy.pages.models import BlogPostAuthor, BlogPostPage
from wagtail_therapy.wordpress_import.addresses.recording import record
from wagtail_therapy.wordpress_import.models import ImportedItem, OldSite

from .old_sites import BASE, item, site_map


def posts(blog, author, old_site, keys):
    for key in keys:
        page = BlogPostPage(title="A post", slug=f"post-{key}", live=True)
        page.post_authors = [BlogPostAuthor(author=author)]
        made = blog.add_child(instance=page)
        ImportedItem.objects.create(old_site=old_site, wordpress_id=key, page=made)


def queries(*args):
    with CaptureQueriesContext(connection) as captured:
        assert record(*args) == []
    return len(captured)


def test_number_of_queries_does_not_grow_with_the_posts(site):
    blog, author = rows.blog(site, "Notes"), rows.author()
    old_site = OldSite.objects.create(site=site, base_url=BASE)
    found = []
    for keys in (range(1, 3), range(3, 9)):
        posts(blog, author, old_site, keys)
        items = [item(key, f"/blog/a-post-{key}/") for key in range(1, keys.stop)]
        found.append(queries(old_site, site_map(*items), blog))
    assert found[1] <= found[0] < 20
    assert Redirect.objects.count() == 16
