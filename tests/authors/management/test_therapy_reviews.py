import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from tests.pages import rows
from wagtail_therapy.authors.models import ReviewSettings
from wagtail_therapy.authors.reviews.permissions import mark_url


@pytest.fixture
def overdue(site):
    post = rows.post(rows.blog(site), rows.author("Orla"), title="Old")
    rows.review(post, rows.author("Mateo"), date(2024, 3, 2))
    return post


def run(*arguments):
    """Return how the command ends, and what it prints."""
    out = StringIO()
    try:
        call_command("therapy_reviews", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_overdue_pages_are_listed_in_lines(overdue):
    url = f"http://testserver{mark_url(overdue)}"
    assert run() == (1, f"2026-03-02  Old  {url}\n")


def test_overdue_pages_are_listed_for_programs(overdue):
    code, printed = run("--json")

    assert (code, json.loads(printed)) == (
        1,
        [
            {
                "title": "Old",
                "due_date": "2026-03-02",
                "reviewed_date": "2024-03-02",
                "reviewed_by": "Mateo",
                "url": f"http://testserver{mark_url(overdue)}",
            }
        ],
    )


def test_output_is_empty_when_nothing_is_overdue(site):
    assert (run(), run("--json"), run("--mail")) == ((0, ""), (0, "[]\n"), (0, ""))


def test_reminder_is_mailed_once(site, overdue, smtp_server):
    ReviewSettings.objects.create(site=site, remind_to="editor@practice.example")

    assert run("--mail") == (0, "testserver: reminded\n")
    assert run("--mail") == (0, "")
    assert smtp_server.recipients() == ["editor@practice.example"]


def test_mail_that_is_refused_ends_with_a_fault(site, overdue, smtp_server):
    ReviewSettings.objects.create(site=site, remind_to="editor@practice.example")
    smtp_server.rules(refuse_data="554 5.7.1 Spam")

    assert run("--mail") == (1, "testserver: SMTPDataError\n")
    code, printed = run("--mail", "--json")
    assert (code, json.loads(printed)) == (
        1,
        [{"site": "testserver", "sent": False, "fault": "SMTPDataError"}],
    )
