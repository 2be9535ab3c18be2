from datetime import date

from tests.newsletter import visitors
from tests.sites import add_site
from wagtail_therapy.newsletter.models import LeavingReason
from wagtail_therapy.newsletter.readers import leaving_reasons

Reason = LeavingReason.Reason


def given(site, reason, number, month=date(2026, 11, 1)):
    LeavingReason.objects.create(site=site, reason=reason, number=number, month=month)


def test_reasons_of_the_last_year_are_added_up_by_site(site, time_machine):
    time_machine.move_to("2026-11-30 12:00 +0000")
    other = add_site("other.example", "Other host", "other")
    given(site, Reason.TOO_MANY, 2)
    given(site, Reason.TOO_MANY, 4, date(2026, 3, 1))
    given(site, Reason.OTHER, 9, date(2025, 10, 1))
    given(site, Reason.UNEXPECTED, 7)
    given(other, Reason.NEVER_ASKED, 8)
    assert leaving_reasons.in_last_year([site]) == [
        (Reason.UNEXPECTED.label, 7),
        (Reason.TOO_MANY.label, 6),
    ]


def test_list_of_readers_says_why_they_left_without_small_numbers(
    site, editor_client, time_machine
):
    time_machine.move_to("2026-11-30 12:00 +0000")
    given(site, Reason.TOO_MANY, 6)
    given(site, Reason.OTHER, 1)
    page = visitors.parsed(editor_client.get("/admin/therapy/subscribers/"))
    rows = page.select("table[aria-labelledby=therapy-leaving-reasons] tbody tr")
    assert [" ".join(row.get_text(" ").split()) for row in rows] == [
        "Too many emails 6",
        "Another reason fewer than 5",
    ]
