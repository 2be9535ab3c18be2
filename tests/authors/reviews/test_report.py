"""The report under Practice, and the panel on the dashboard."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.authors.reviews import users
from tests.pages import rows
from wagtail_therapy.authors.reviews.due import State
from wagtail_therapy.authors.reviews.permissions import mark_url
from wagtail_therapy.pages.models import BlogPostPage

REPORT = "/admin/therapy/reviews/"
HOME = "/admin/"
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def overdue(blog, orla, mateo):
    post = rows.post(blog, orla, title="=Overdue & old")
    rows.review(post, mateo, LONG_AGO)
    return post


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def listed(client, query=""):
    table = soup(client.get(REPORT + query)).select("table.listing tbody tr")
    return [[" ".join(cell.text.split()) for cell in row.find_all("td")] for row in table]


def titles(client, query=""):
    return [row[0] for row in listed(client, query)]


def panel(client):
    found = soup(client.get(HOME)).select("section[id*=therapy-reviews]")
    return [" ".join(one.get_text(" ").split()) for one in found]


def test_report_shows_who_reviewed_what_and_when_it_is_due(overdue, post, editor_client):
    assert listed(editor_client) == [
        [
            "=Overdue & old",
            "Overdue",
            "Jan. 1, 2022",
            "Jan. 1, 2020",
            "Mateo, LMFT",
            "Orla, PsyD",
            "Post",
        ],
        ["A post", "Never reviewed", "", "", "", "Orla, PsyD", "Post"],
    ]


def test_report_is_filtered(overdue, post, editor_client):
    assert titles(editor_client, f"?review_state={State.OVERDUE}") == ["=Overdue & old"]
    assert titles(editor_client, f"?review_state={State.NEVER}") == ["A post"]
    assert titles(editor_client, f"?review_state={State.SOON}") == []
    of_type = f"?content_type={post.content_type_id}"
    assert titles(editor_client, of_type) == ["=Overdue & old", "A post"]


def test_report_is_in_the_menu(editor_client, site):
    assert REPORT in editor_client.get(HOME).content.decode()


def test_report_is_exported(overdue, post, editor_client):
    headings = ["Title", "Type", "Authors", "Last review", "Reviewed by", "Due", "State"]

    content = b"".join(editor_client.get(f"{REPORT}?export=csv").streaming_content).decode()
    table = list(csv.reader(StringIO(content)))

    known = ["Post", "Orla, PsyD", "2020-01-01", "Mateo, LMFT", "2022-01-01", "Overdue"]
    assert table[:2] == [headings, ["'=Overdue & old", *known]]
    file = b"".join(editor_client.get(f"{REPORT}?export=xlsx").streaming_content)
    sheet = load_workbook(BytesIO(file)).active
    (first, second, _third) = sheet.iter_rows(values_only=True)
    assert list(first) == headings
    assert second[0] == "=Overdue & old"
    assert (second[3], second[5]) == (LONG_AGO, date(2022, 1, 1))


def test_report_shows_what_the_user_may_edit(site, blog, overdue, orla):
    other = rows.blog(site, title="Other")
    rows.post(other, orla, title="Of the other")

    editor = users.user(other, "change_page", name="editor-of-other")
    assert titles(users.client(editor)) == ["Of the other"]
    reader = users.client(users.user(blog, name="reader"))
    assert reader.get(REPORT).status_code == 302
    assert REPORT not in reader.get(HOME).content.decode()


@pytest.mark.parametrize("address", [REPORT, HOME])
def test_many_pages_take_as_many_queries_as_one(blog, overdue, orla, mateo, editor_client, address):
    editor_client.get(address)
    with CaptureQueriesContext(connection) as of_one:
        editor_client.get(address)

    for one in range(4):
        rows.review(rows.post(blog, orla, title=f"No. {one}"), mateo, LONG_AGO)

    # What is kept of pages is forgotten when one is saved.
    editor_client.get(address)
    with CaptureQueriesContext(connection) as of_many:
        assert "No. 3" in editor_client.get(address).content.decode()
    assert len(of_many) == len(of_one)


def test_dashboard_shows_what_is_overdue(overdue, editor_client):
    (shown,) = panel(editor_client)

    assert "=Overdue & old" in shown
    assert "Due Jan. 1, 2022 Reviewed by Mateo, LMFT on Jan. 1, 2020" in shown
    assert mark_url(overdue) in editor_client.get(HOME).content.decode()
    assert "All overdue reviews" not in shown


def test_dashboard_shows_a_few_and_leads_to_the_others(blog, orla, mateo, editor_client):
    for one in range(7):
        rows.review(rows.post(blog, orla, title=f"No. {one}"), mateo, LONG_AGO)

    (found,) = soup(editor_client.get(HOME)).select("section[id*=therapy-reviews]")

    assert len(found.select("tbody tr")) == 5
    assert found.find("a", string="All overdue reviews")["href"] == f"{REPORT}?review_state=1"


def test_dashboard_says_nothing_when_nothing_is_overdue(post, mateo, editor_client):
    assert panel(editor_client) == []
    rows.review(post, mateo, timezone.localdate() - timedelta(days=730))
    assert BlogPostPage.objects.get().get_next_review_date() >= timezone.localdate()
    assert panel(editor_client) == []


def test_dashboard_asks_those_who_can_act(site, overdue):
    writer = users.client(users.user(site.root_page, "change_page", name="writer"))
    moderator = users.client(users.user(site.root_page, "publish_page"))

    assert (panel(writer), len(panel(moderator))) == ([], 1)
    assert reverse("wagtail_therapy_reviews") == REPORT
