"""What a feed costs, and which bodies it keeps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail import blocks

from tests.pages import rows
from wagtail_therapy.content import caching
from wagtail_therapy.content.feeds.kept_bodies import are_all_kept
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def blog(site):
    return rows.blog(site)


def queries(client, address):
    """Return the numbers for the first client after a change, and for those who come then."""
    caching.invalidate()
    found = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as one:
            client.get(address)
        found.append(len(one))
    return found


def test_feed_costs_the_same_with_more_posts(blog, client):
    def add(numbers):
        for number in numbers:
            body = [
                ("paragraph", f'<p><a linktype="page" id="{blog.pk}">All</a></p>'),
                ("image", {"image": rows.image(f"In {number}"), "caption": ""}),
            ]
            rows.post(
                blog,
                rows.author(f"Author {number}"),
                title=f"Post {number}",
                body=body,
                tags=[f"tag {number}"],
                categories=[rows.category(f"Category {number}")],
                lead_image=rows.image(f"Lead {number}"),
            )
        client.get(blog.url + "feed/")

    add(range(2))
    few = queries(client, blog.url + "feed/")
    add(range(2, 8))

    assert queries(client, blog.url + "feed/") == few
    # 8 of them are Wagtail's, for any page.
    assert (few[0] < 30, few[1] < 15) == (True, True), few


class Visits(blocks.StaticBlock):
    """A host's block, which says something else each time."""

    counted = []

    def render(self, value, context=None):
        self.counted.append(value)
        return f"Visit {len(self.counted)}"


class KeptVisits(Visits):
    class Meta:
        is_kept = True


@pytest.mark.parametrize(
    ("block", "is_kept"), [(Visits, False), (KeptVisits, True)], ids=["unknown", "kept"]
)
def test_block_of_a_host_is_kept_only_if_it_says_so(site, client, monkeypatch, block, is_kept):
    stream_block = BlogPostPage._meta.get_field("body").stream_block
    visits = block()
    visits.set_name("visits")
    monkeypatch.setitem(stream_block.child_blocks, "visits", visits)
    are_all_kept.cache_clear()
    blog = rows.blog(site)
    rows.post(blog, rows.author(), title="Own", body=[("visits", None)])
    rows.post(blog, rows.author(), title="Ours", body=[("paragraph", "<p>Words.</p>")])

    first, second = (client.get(blog.url + "feed/") for _ in range(2))
    known = client.get(blog.url + "feed/", headers={"if-none-match": first["ETag"]})

    assert "Visit " in first.content.decode()
    assert (second.content == first.content, second["ETag"] == first["ETag"]) == (is_kept, is_kept)
    assert known.status_code == (304 if is_kept else 200)
    are_all_kept.cache_clear()
