"""Pages are made again after a host's own rows are edited, though our apps don't know them."""

import pytest
from django.contrib.auth.models import Group
from taggit.models import Tag
from wagtail.log_actions import log
from wagtail.models import Comment

from tests.pages import rows
from wagtail_therapy.authors.models import ReviewSettings
from wagtail_therapy.content import caching


@pytest.fixture
def post(site, editor):
    return rows.post(rows.blog(site), rows.author(), tags=["sleep"])


EDITS = {
    "settings of any app": lambda post: ReviewSettings.objects.create(site=post.get_site()),
    "tag": lambda post: Tag.objects.get().save(),
    "row of a page": lambda post: post.post_authors.get().save(),
    # As Wagtail's admin does for each snippet, menu and so on.
    "edit in the admin": lambda post: log(Group.objects.create(name="Menu"), "wagtail.edit"),
}


@pytest.mark.parametrize("name", EDITS)
def test_edit_starts_a_new_cache_generation(post, name):
    before = caching.generation()
    EDITS[name](post)

    assert caching.generation() != before


def test_what_visitors_do_not_see_changes_nothing(post, editor):
    before = caching.generation()
    Group.objects.create(name="Menu")
    Comment.objects.create(page=post, user=editor, text="Really?", contentpath="title")

    assert caching.generation() == before
