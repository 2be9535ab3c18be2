import pytest

from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.practice import readiness


@pytest.mark.parametrize(
    ("fields", "notice", "is_found"),
    [
        ({"crisis_preset": "us"}, "inherit", False),
        ({"crisis_preset": "us"}, "never", True),
        ({"crisis_preset": "eu"}, "inherit", True),
    ],
)
def test_page_with_a_quick_exit_shows_a_line_for_abuse(site, fields, notice, is_found):
    ready_practice.practice(site, **fields)
    page = rows.post(
        rows.blog(site), rows.writer(), exit_button="always", crisis_notice=notice, excerpt="a"
    )
    found = [one for one in readiness.examine(site) if one.code == "abuse_line"]

    assert [one.url for one in found] == [f"/admin/pages/{page.pk}/edit/"] * is_found


def test_page_whose_concern_offers_the_exit_needs_a_line_too(site):
    ready_practice.practice(site, crisis_preset="eu")
    worry = rows.concern("Abuse at home", offers_exit=True)
    rows.post(rows.blog(site), rows.writer(), concerns=[worry], excerpt="a")

    assert "abuse_line" in ready_practice.found(site)
