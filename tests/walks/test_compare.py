"""Choosing on the list, and the table: all of it, then the differences, and back to the choice."""

import pytest

from tests.approaches.rows import approach, family
from tests.pages import rows

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]


FILTER = ("DisclosureTriangle", "Filter and sort")
HELP = ("link", "If you need help now")
HEAD = [("link", "Skip to the content"), ("link", "Willowmere"), HELP]
CONCERNS = [("link", "Grief"), ("link", "Sleep")]
START = [*HEAD, *CONCERNS, FILTER]
CHANGE = ("link", "Choose different approaches")
DIFFERENCES = ("link", "Show only where they differ")
GROUPS = [
    "Overview",
    "Sessions",
    "What guidelines and research say about using it for",
    "About these pages",
]
LINES = [
    *(GROUPS[0], "What it is", "Family", "Offered at this practice"),
    *(GROUPS[1], "Past or present?", "Structure", "How the therapist works"),
    *("Going over the past in detail", "Tasks between sessions", "How many sessions"),
    *("Length of a session", "How often", "Who takes part", "How you meet", "Who it’s for (ages)"),
    *(GROUPS[2], "Grief", "Sleep"),
    *(GROUPS[3], "Reviewed", "Last updated"),
]
# One for each approach in each row that is no heading, and the corner.
CELLS = 2 * (len(LINES) - len(GROUPS)) + 1
CARDS = [
    (role, prefix + name)
    for name in ["GHI", "ABC", "DEF"]
    for role, prefix in [("link", ""), ("checkbox", "Compare ")]
]
LANDMARKS = [
    ("banner", ""),
    ("navigation", "Main"),
    ("main", ""),
    ("navigation", "What brings you here?"),
    ("contentinfo", ""),
    ("region", "Crisis lines"),
]
CRISIS = (2, "If you need help now")
HEADINGS = [
    (1, "Approaches"),
    (2, "What brings you here?"),
    *[(2, "Bodies"), (3, "GHI")],
    *[(2, "Thoughts"), (3, "ABC"), (3, "DEF")],
    CRISIS,
]


@pytest.fixture
def index(house):
    index = rows.approaches(house)
    grief, sleep = rows.concern("Grief", kind="life"), rows.concern("Sleep", kind="life")
    thoughts = family("Thoughts")
    approach(index, "ABC", grief, family=thoughts, structure="structured", formats=["individual"])
    approach(index, "DEF", sleep, family=thoughts, structure="partly", formats=["individual"])
    approach(index, "GHI", grief, family=family("Bodies"), formats=["group"])
    return index


def test_comparing_two_and_changing_the_choice(index, walker):
    walker.open(index.full_url)
    assert (walker.landmarks(), walker.headings()) == (LANDMARKS, HEADINGS)
    assert walker.walk_to("Compare ABC") == [*START, *CARDS[:4]]
    walker.keyboard.press("Space")
    assert walker.walk_to("Compare DEF") == CARDS[4:]
    walker.keyboard.press("Space")
    assert walker.press("Tab") == ("button", "Compare")
    assert walker.description() == "Choose two to four to compare"
    walker.follow()

    assert walker.headings() == [(1, "Approaches side by side"), CRISIS]
    assert walker.table() == (["ABC", "DEF"], LINES, CELLS)
    assert walker.walk_to(DIFFERENCES[1]) == [*HEAD, CHANGE, DIFFERENCES]
    walker.follow()
    assert walker.announced("status") == ["14 rows that are the same for all of them are hidden."]
    differing = ["Structure", "Grief", "Sleep"]
    assert [line for line in walker.table()[1] if line not in GROUPS] == ["What it is", *differing]
    assert walker.walk_to("Show all rows") == [*HEAD, CHANGE, ("link", "Show all rows")]
    assert walker.press("Shift+Tab") == CHANGE
    walker.follow()
    assert walker.ticked() == ["Compare ABC", "Compare DEF"]


def test_filtering_and_taking_the_filter_away(index, walker):
    walker.open(index.full_url)
    assert walker.walk_to("Filter and sort") == START
    assert not walker.is_expanded()
    assert walker.press("Enter") == FILTER
    assert walker.is_expanded()
    assert walker.press("Tab") == ("checkbox", "Grief")
    walker.keyboard.press("Space")
    assert walker.walk_to("Show approaches") == [
        ("checkbox", "Sleep"),
        ("checkbox", "Individual"),
        ("checkbox", "Group"),
        ("checkbox", "Structured: sessions follow a plan"),
        ("checkbox", "Partly structured"),
        ("radio", "By family"),
        ("button", "Show approaches"),
    ]
    walker.follow()
    assert walker.here() == ("group", "2 approaches found")
    assert walker.headings() == [HEADINGS[0], *HEADINGS[2:-2], CRISIS]
    assert [walker.press("Tab"), walker.press("Tab")] == [
        ("link", "Remove the filter: Concern: Grief "),
        ("link", "Clear all filters"),
    ]
    walker.keyboard.press("Shift+Tab")
    walker.follow()
    assert walker.here() == ("group", "3 approaches")
    assert walker.headings() == [HEADINGS[0], *HEADINGS[2:]]
