from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from tests.pages import rows
from wagtail_therapy.blog.meta_tags import post_meta
from wagtail_therapy.content.metadata.meta_tags import PageMeta

DATE = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
META = PageMeta(title="Why?", canonical="http://testserver/notes/why/")


@pytest.fixture
def post(site):
    categories = [rows.category("Grief"), rows.category("Loss")]
    fields = {"title": "Why?", "excerpt": "In short.", "categories": categories}
    post = rows.post(rows.blog(site), rows.author("Orla"), **fields)
    post.first_published_at = DATE
    post.updated_date = None
    post.get_tags = lambda: [SimpleNamespace(name="rain")]
    return post


def test_post_is_an_article(post):
    assert post_meta(post, META) == PageMeta(
        title="Why?",
        canonical="http://testserver/notes/why/",
        description="In short.",
        og_type="article",
        published_at=DATE,
        modified_at=DATE,
        section="Grief",
        tags=("rain",),
        authors=("Orla",),
    )


def test_post_that_was_updated_says_so(post):
    post.updated_date = date(2026, 11, 25)

    assert post_meta(post, META).modified_at == date(2026, 11, 25)
