"""Which reason a change is given, and how a reason is taken back: as the page shows it."""

from datetime import date

import pytest

from tests.approaches.history.claim_changes import changes
from tests.pages import rows

FIRST = ("Grief", "first", "")
DAY, LATER = date(2026, 10, 6), date(2026, 10, 7)


@pytest.fixture
def act(site):
    return rows.approach(
        rows.approaches(site),
        "ACT",
        short_definition="ACT.",
        concerns=[rows.used_for(rows.concern("Grief"))],
    )


def say(page, note, day, *, is_changed=True):
    """Publish the page with a reason and its date, and perhaps with another claim."""
    if is_changed:
        (row,) = page.get_concern_rows()
        is_looked_for = not row.no_guideline_found
        page.approach_concerns = [rows.used_for(row.concern, no_guideline_found=is_looked_for)]
    page.change_note, page.updated_date = note, day
    return rows.publish(page)


def test_reason_without_a_date_is_hidden_as_on_the_page(act):
    say(act, "For the practice alone.", None)

    assert changes(act) == [FIRST, ("Grief", "changed", "")]


def test_reason_that_gets_its_date_later_is_that_of_the_later_change(act):
    say(act, "A trial was added.", None)
    say(act, "A trial was added.", DAY)

    assert changes(act)[2] == ("Grief", "changed", "A trial was added.")


def test_reason_of_a_page_that_was_unpublished_for_a_while_is_shown(act):
    act.unpublish()
    say(act, "We looked it up.", DAY)

    assert changes(act) == [FIRST, ("Grief", "changed", "We looked it up.")]


def test_first_version_has_no_reason(site):
    page = rows.approach(
        rows.approaches(site),
        "EFT",
        short_definition="EFT.",
        concerns=[rows.used_for(rows.concern("Grief"))],
        live=False,
    )
    page.change_note, page.updated_date = "It was a draft.", DAY
    rows.publish(page)

    assert changes(page) == [FIRST]


@pytest.mark.parametrize(("note", "day"), [("", DAY), (" ", LATER), ("Anna told us.", None)])
def test_reason_is_taken_back_when_the_page_gives_none_any_more(act, note, day):
    say(act, "Anna told us.", DAY)
    say(act, note, day, is_changed=False)

    assert changes(act) == [FIRST, ("Grief", "changed", "")]


def test_reason_that_a_page_goes_on_giving_stays(act):
    say(act, "We looked it up.", DAY)
    say(act, "A typo was corrected.", LATER, is_changed=False)

    assert changes(act) == [FIRST, ("Grief", "changed", "We looked it up.")]


def test_next_change_without_a_reason_takes_none_back(act):
    say(act, "We looked it up.", DAY)
    say(act, "", LATER)

    assert changes(act) == [
        FIRST,
        ("Grief", "changed", "We looked it up."),
        ("Grief", "changed", ""),
    ]


def test_reason_that_was_put_in_other_words_is_taken_back(act):
    say(act, "We looked it up.", DAY)
    say(act, "Anna told us.", DAY)
    say(act, "A client told us.", DAY, is_changed=False)
    say(act, "", DAY, is_changed=False)

    assert changes(act)[1:] == [("Grief", "changed", "We looked it up."), ("Grief", "changed", "")]


def test_reason_of_another_change_is_not_taken_back(act):
    say(act, "We looked it up.", DAY)
    say(act, "A trial was added.", LATER)
    say(act, "", LATER, is_changed=False)

    assert changes(act)[1:] == [("Grief", "changed", "We looked it up."), ("Grief", "changed", "")]
