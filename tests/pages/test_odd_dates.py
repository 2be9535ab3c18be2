"""Dates that a form refuses and an import may bring: no page breaks over one of them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from tests.pages import rows
from wagtail_therapy.content import kept
from wagtail_therapy.pages.models import BlogPostPage

ODD = [
    # A day earlier, Django itself can't show it west of Greenwich.
    datetime(1, 1, 2, tzinfo=UTC),
    datetime(33, 4, 3, tzinfo=UTC),
    datetime(1899, 12, 31, tzinfo=UTC),
    datetime(9999, 12, 30, tzinfo=UTC),
]


@pytest.fixture
def blog(site):
    blog = rows.blog(site)
    blog.sidebar = [("months", {"heading": "Archive"})]
    blog.save()
    return blog


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize("moment", ODD, ids=lambda moment: str(moment.year))
def test_pages_are_whole_whatever_the_date_of_a_post(client, settings, blog, moment, zone):
    settings.TIME_ZONE = zone
    usual, odd = (
        rows.post(blog, rows.author("Orla")),
        rows.post(blog, rows.author("Ada"), title="B"),
    )
    BlogPostPage.objects.filter(pk=odd.pk).update(
        first_published_at=moment, updated_date=moment.date()
    )
    kept.forget()

    answers = {
        path: client.get(blog.url + path).status_code
        for path in ["", "feed/", "feed/atom/", "feed/json/", "search/?q=words", "author/orla/"]
    }
    answers |= {one.url: client.get(one.url).status_code for one in (usual, odd)}

    assert {path: status for path, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize(
    ("published_at", "updated", "errors"),
    [
        (
            datetime(1899, 12, 31, tzinfo=UTC),
            None,
            {"first_published_at": ["Enter a year from 1900 onwards."]},
        ),
        (
            datetime(2025, 5, 2, 12, tzinfo=UTC),
            date(2025, 5, 1),
            {"updated_date": ["This date is before the day it was published."]},
        ),
        (datetime(2025, 5, 1, 12, tzinfo=UTC), date(2025, 5, 1), {}),
    ],
)
def test_form_refuses_dates_that_pages_cannot_show(blog, published_at, updated, errors):
    post = rows.post(blog, rows.author("Orla"))
    post.first_published_at, post.updated_date = published_at, updated

    try:
        post.full_clean()
        found = {}
    except ValidationError as error:
        found = error.message_dict

    assert found == errors
