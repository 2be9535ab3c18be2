"""Bodies whose links led to pages that came later."""

import json

import pytest

from tests.pages import rows
from wagtail_therapy.wordpress_import.addresses.completing import ask, complete
from wagtail_therapy.wordpress_import.addresses.links import Link

OLD, OTHER = "https://old.example/blog/a-walk/?a=1&b=2#c", "https://old.example/gone/"


@pytest.fixture
def later(site):
    return rows.post(rows.blog(site), rows.author(), title="Later")


def body(text, button, title):
    cells = {"columns": [{"type": "rich_text", "heading": ""}], "rows": [{"values": [text]}]}
    return [
        {"type": "paragraph", "value": text},
        {"type": "button", "value": button | {"text": "Read"}},
        {"type": "heading", "value": {"text": title}},
        {
            "type": "table",
            "value": {"table": cells | {"caption": ""}, "first_column_is_header": True},
        },
    ]


def text(anchor):
    return f'<p>Read {anchor}this</a> and <a href="{OTHER}">that</a>.</p>'


def test_body_gets_links_to_pages_that_came_later(later, django_assert_max_num_queries):
    old = '<a href="https://old.example/blog/a-walk/?a=1&amp;b=2#c">'
    written = body(text(old), {"page": None, "url": OLD}, text(old))
    post = rows.post(later.get_parent().specific, rows.author(), body=json.dumps(written))
    revision, changed_at = post.latest_revision_id, post.last_published_at

    page_for = {OLD: Link(later.pk, "c")}.get
    with django_assert_max_num_queries(4):
        assert complete([post], page_for) == [post]
    post.refresh_from_db()

    new = f'<a linktype="page" id="{later.pk}">'
    expected = body(text(new), {"page": later.pk, "url": ""}, text(old))
    assert values(post.body) == values_in(expected)
    assert values(post.latest_revision.as_object().body) == values_in(expected)
    assert (post.latest_revision_id, post.last_published_at) == (revision, changed_at)
    assert complete([post], page_for) == []


def test_page_that_only_asks_stays_as_it_is(later, django_assert_num_queries):
    written = body(text(f'<a href="{OTHER}">'), {"page": None, "url": OLD}, "")
    post = rows.post(later.get_parent().specific, rows.author(), body=json.dumps(written))
    asked = []
    with django_assert_num_queries(0):
        ask(post, lambda address: asked.append(address) or Link(later.pk))
    assert (set(asked), values(post.body)) == ({OLD, OTHER}, values_in(written))


def values(stream):
    return values_in(stream.raw_data)


def values_in(raw):
    return [(one["type"], one["value"]) for one in raw]
