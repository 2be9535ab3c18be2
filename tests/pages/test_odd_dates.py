"""Dates that a form refuses and an import may bring: no page breaks over one of them."""

from datetime import UTC, date, datetime

import pytest

from tests.pages import forms, rows
from wagtail_therapy.content import caching
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
    caching.invalidate()

    answers = {
        path: client.get(blog.url + path).status_code
        for path in ["", "feed/", "feed/atom/", "feed/json/", "search/?q=words", "author/orla/"]
    }
    answers |= {one.url: client.get(one.url).status_code for one in (usual, odd)}

    assert {path: status for path, status in answers.items() if status != 200} == {}


OLD = ("first_published_at", ["Enter a year from 1900 onwards."])
BEFORE = ("updated_date", ["This date is before the day it was published."])


@pytest.mark.parametrize(
    ("published", "updated", "fault"),
    [
        ("1899-12-31 12:00", "", OLD),
        ("2025-05-02 12:00", "2025-05-01", BEFORE),
        ("", "2025-05-01", BEFORE),
    ],
    ids=["too long ago", "updated before", "updated before it is published now"],
)
def test_form_refuses_dates_that_pages_cannot_show(editor_client, blog, published, updated, fault):
    address = f"/admin/pages/add/wagtail_therapy_pages/blogpostpage/{blog.pk}/"
    data = forms.page_form(
        editor_client,
        address,
        title="A",
        body=forms.body(),
        post_authors=forms.authors(rows.author("Orla").pk),
        first_published_at=published,
        updated_date=updated,
    )

    response = editor_client.post(address, data | {"action-publish": "yes"})

    assert list(response.context["form"].errors.items()) == [fault]


def test_update_before_the_day_of_publication_is_none():
    published_at = datetime(2025, 5, 2, 12, tzinfo=UTC)
    days = [None, date(2025, 5, 1), date(2025, 5, 2)]

    posts = [BlogPostPage(first_published_at=published_at, updated_date=day) for day in days]

    assert [post.modified_at for post in posts] == [published_at, published_at, days[2]]
