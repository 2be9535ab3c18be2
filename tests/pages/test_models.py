from wagtail.models import Page

from tests.testapp.models import HomePage, JournalPage
from wagtail_therapy.pages.models import (
    ApproachIndexPage,
    ApproachPage,
    BlogIndexPage,
    BlogPostPage,
    TeamPage,
)

OURS = {ApproachIndexPage, ApproachPage, BlogIndexPage, BlogPostPage, TeamPage}
# Those that lie below any page.
SECTIONS = {ApproachIndexPage, BlogIndexPage, TeamPage}


def test_pages_lie_where_they_belong():
    inside = {model: set(model.allowed_subpage_models()) & OURS for model in OURS | {HomePage}}

    assert inside == {
        HomePage: SECTIONS,
        TeamPage: SECTIONS,
        BlogIndexPage: {BlogPostPage},
        ApproachIndexPage: {ApproachPage},
        BlogPostPage: set(),
        ApproachPage: set(),
    }
    assert set(JournalPage.allowed_subpage_models()) & OURS == SECTIONS


def test_pages_are_searched_by_what_they_say():
    fields = {
        # A name that is also completed has two fields.
        model.__name__: list(
            dict.fromkeys(
                field.field_name for field in model.search_fields if field not in Page.search_fields
            )
        )
        for model in OURS
    }

    assert fields == {
        "BlogIndexPage": ["intro"],
        "BlogPostPage": ["excerpt", "body", "post_authors"],
        "ApproachIndexPage": ["intro", "not_sure"],
        "ApproachPage": ["short_definition", "abbreviation", "also_known_as", "body"],
        "TeamPage": ["intro"],
    }
