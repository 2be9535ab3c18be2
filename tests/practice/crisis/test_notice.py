from datetime import date

import pytest

from wagtail_therapy.practice.crisis.lines import CrisisLine, Way
from wagtail_therapy.practice.crisis.notice import CrisisNotice

DAY = date(2026, 11, 2)


def line(key, audience, day=DAY):
    return CrisisLine(key, key, (), audience, confirmed_date=day)


EMERGENCY, ANYONE, OTHER = line("1", "emergency"), line("2", "everybody"), line("6", "elsewhere")
YOUNG, ABUSE = line("3", "young_people"), line("4", "abuse")
WHOLE = CrisisNotice("Call.", (EMERGENCY, ANYONE, YOUNG, ABUSE, OTHER))


def test_lines_for_some_people_are_folded():
    assert (WHOLE.emergency, WHOLE.unfolded_lines) == ([EMERGENCY], [ANYONE, OTHER])
    assert [(group.audience, group.lines) for group in WHOLE.folded] == [
        ("abuse", [ABUSE]),
        ("young_people", [YOUNG]),
    ]
    assert WHOLE.folded_label == "Lines for abuse and young people"


def test_what_unfolds_lines_names_those_for_abuse():
    assert WHOLE.more_label == "Lines for abuse, and more"
    assert WHOLE.starting_with(["abuse", "everybody"]).more_label == "More ways and lines"


def test_lines_begin_with_those_that_a_page_is_about():
    about = WHOLE.starting_with(["abuse", "everybody"])

    assert (about.unfolded_lines, [group.lines for group in about.folded]) == (
        [ABUSE, ANYONE, OTHER],
        [[YOUNG]],
    )


def dialled(key, audience, *ways):
    return CrisisLine(key, key, tuple(Way(*way) for way in ways), audience)


def lines_above(crisis):
    """Return what the line above a text says."""
    return [(str(one.label), [way.label for way in one.ways]) for one in crisis.first_ways]


def test_first_ways_are_those_of_the_first_line_for_each_audience():
    lines = (
        dialled("1", "emergency", ("call", "911")),
        dialled("2", "everybody", ("text", "988"), ("call", "988"), ("website", "", "", "a.org")),
        dialled("3", "everybody", ("call", "100")),
        dialled("4", "abuse", ("call", "800")),
    )
    crisis = CrisisNotice("Call.", lines)
    abuse = "If someone hurts or controls you"

    assert lines_above(crisis) == [("If you need help now", ["Call 988", "Call 911", "Text 988"])]
    assert lines_above(crisis.starting_with(["abuse", "everybody"])) == [
        (abuse, ["Call 800", "Call 911"]),
        ("In a crisis", ["Call 988", "Text 988"]),
    ]
    assert lines_above(CrisisNotice("Call.", lines[:1])) == [("If you need help now", ["Call 911"])]
    assert lines_above(CrisisNotice("Call.", lines[3:])) == [(abuse, ["Call 800"])]
    assert lines_above(CrisisNotice("Call.", ())) == []


def test_lines_are_unfolded_where_there_are_no_others():
    crisis = CrisisNotice("Call.", (YOUNG, ABUSE))

    assert (crisis.unfolded_lines, crisis.folded) == ([ABUSE, YOUNG], [])


def test_lines_for_one_audience_are_those_or_all():
    assert WHOLE.only_for("abuse").lines == (EMERGENCY, ABUSE, OTHER)
    assert WHOLE.only_for("abuse").unfolded_lines == [ABUSE, OTHER]
    assert WHOLE.only_for("veterans") == WHOLE


@pytest.mark.parametrize(
    ("lines", "is_usually_open"),
    [
        ([{"is_always_open": True}, {"hours": "8 to 8"}], True),
        ([{"is_always_open": True}, {}], False),
        ([], False),
    ],
)
def test_notice_is_usually_open_if_each_line_is_always_open_or_has_hours(lines, is_usually_open):
    found = tuple(CrisisLine("a", "b", (Way("call", "112"),), **fields) for fields in lines)
    website = CrisisLine("a", "b", (Way("website", address="https://a.example/"),))

    assert CrisisNotice("", (*found, website)).is_usually_open == is_usually_open


@pytest.mark.parametrize(
    ("days", "expected"),
    [([DAY, date(2026, 10, 1)], date(2026, 10, 1)), ([DAY, None], None), ([], None)],
)
def test_checked_date_is_shown_only_if_all_lines_share_it(days, expected):
    assert (
        CrisisNotice("", tuple(line("a", "everybody", day) for day in days)).checked_date
        == expected
    )
