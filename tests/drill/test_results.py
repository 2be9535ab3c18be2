import pytest

from tests.drill.results import Reconciliation, Row, in_markdown

CLEAN = {"lost": 0, "twice": 0, "unknown": 0, "delivered_unknown": 0, "left": 0}


def row(seconds=10.0, grace=0.0, **found):
    return Row("a row", Reconciliation(**CLEAN | found), seconds, grace)


@pytest.mark.parametrize(
    ("found", "faults"),
    [
        (row(), []),
        (row(unknown=1), []),
        (row(lost=1), ["lost"]),
        (row(twice=1), ["twice"]),
        (row(unknown=2), ["unknown"]),
        (row(left=3, seconds=60), ["unfinished"]),
        (row(seconds=31), ["slow"]),
        (row(seconds=31, grace=20), []),
        (row(lost=1, twice=1), ["lost", "twice"]),
    ],
)
def test_faults_are_reported_when_more_is_found_than_may_be(found, faults):
    assert found.faults() == faults


def test_more_recipients_may_take_the_time_that_they_take():
    assert row(seconds=59).faults(recipients=8_000, per_second=200) == []
    assert row(seconds=61).faults(recipients=8_000, per_second=200) == ["slow"]


def test_row_shows_how_many_unknown_emails_were_delivered():
    assert row(unknown=1, delivered_unknown=1).cells() == [
        "a row",
        "0",
        "0",
        "1 (1 delivered)",
        "10",
    ]


def test_unfinished_row_shows_how_many_are_left():
    assert row(left=1_200, seconds=61).cells()[-1] == "1,200 left after 61"


def test_table_is_markdown():
    assert in_markdown(["drill", "lost"], [["nothing", "0"]]) == (
        "| drill | lost |\n| --- | ---: |\n| nothing | 0 |"
    )
