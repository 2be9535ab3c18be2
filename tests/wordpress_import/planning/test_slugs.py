"""Slugs that several items want."""

import pytest

from tests.wordpress_import.blogs import add_blog
from wagtail_therapy.wordpress_import.planning.slugs import Slugs


@pytest.fixture
def blog(site):
    return add_blog(site)


def test_slugs_that_others_have_or_will_have_are_left_out(blog):
    slugs = Slugs(blog, {"same-3": 7})
    slugs.taken = {"same", "same-4"}
    taken = [slugs.take("same", "", key) for key in (1, 2)]
    assert [*taken, slugs.take("same-3", "", 7)] == ["same-2", "same-5", "same-3"]


def test_equal_titles_are_not_counted_through_for_each(blog, monkeypatch):
    is_free, asked = Slugs._is_free, []

    def asking(slugs, slug, key):
        asked.append(slug)
        return is_free(slugs, slug, key)

    monkeypatch.setattr(Slugs, "_is_free", asking)
    slugs = Slugs(blog, {})
    taken = [slugs.take("", "Same", key) for key in range(1, 101)]
    assert taken == ["same", *(f"same-{number}" for number in range(2, 101))]
    # The slug without a number, and one with.
    assert len(asked) <= 200
