"""An editor of one section does not learn from a filter what others write about."""

from datetime import UTC, datetime

import pytest

from tests import parsed_html
from tests.pages import rows
from tests.pages.admin_lists import client_of_section
from wagtail_therapy.pages.models import BlogIndexPage

LIST = "/admin/therapy_posts_wagtail_therapy_pages_blogpostpage/"
MAY, JUNE = datetime(2026, 5, 31, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def own(site):
    own = rows.blog(site)
    within = rows.category("Grief", parent=rows.category("Loss"))
    rows.post(own, rows.author("Orla"), categories=[within], tags=["calm"], first_published_at=MAY)
    return own


@pytest.fixture
def foreign(own):
    """Posts that belong to another site: none of its pages is below the root of ours."""
    other_root = own.get_parent().get_parent()
    blog = other_root.add_child(instance=BlogIndexPage(title="Other", slug="other"))
    mateo, about = rows.author("Mateo"), [rows.category("Addiction")]
    rows.post(blog, mateo, categories=about, tags=["relapse"], first_published_at=JUNE)
    rows.category("Not used yet")


@pytest.fixture
def section_client(own):
    return client_of_section(own)


def offered(client):
    page = parsed_html.parsed(client.get(LIST).content.decode())
    return {
        name: [
            " ".join(option.get_text().split())
            for option in page.select(f"select[name={name}] option")
            if option.get("value")
        ]
        for name in ("author", "category", "tag", "month")
    }


def test_filters_offer_what_the_editors_own_posts_have(section_client, foreign):
    assert offered(section_client) == {
        "author": ["Orla"],
        "category": ["Loss", "— Grief", "Not used yet"],
        "tag": ["calm"],
        "month": ["May 2026"],
    }


def test_filters_offer_all_to_who_may_see_all(editor_client, foreign):
    assert offered(editor_client) == {
        "author": ["Mateo", "Orla"],
        "category": ["Addiction", "Loss", "— Grief", "Not used yet"],
        "tag": ["calm", "relapse"],
        "month": ["June 2026", "May 2026"],
    }
