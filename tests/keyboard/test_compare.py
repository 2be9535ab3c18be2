"""Choosing on the list, the table of differences, what is the same, and back to the choice."""

import pytest

from tests.approaches.rows import approach, family
from tests.pages import rows

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]


FILTER = ("DisclosureTriangle", "Filter and sort")
HELP = ("link", "If you need help now")
HEAD = [("link", "Skip to the content"), ("link", "Willowmere"), HELP]
CONCERNS = [("link", "Grief"), ("link", "Sleep")]
START = [*HEAD, *CONCERNS]
FILTERS = [
    ("checkbox", "Grief"),
    ("checkbox", "Sleep"),
    ("checkbox", "Individual"),
    ("checkbox", "Group"),
    ("checkbox", "Structured: sessions follow a plan"),
    ("checkbox", "Partly structured"),
    ("radio", "By family"),
    ("button", "Show approaches"),
]
CHANGE = ("link", "Choose different approaches")
GROUPS = ["Overview", "Sessions", "What guidelines and research say about using it for"]
LINES = [GROUPS[0], "What it is", GROUPS[1], "Structure", GROUPS[2], "Grief", "Sleep"]
SAME = ("DisclosureTriangle", "14 things are the same")
TABLE_LINKS = [("link", name) for name in ("ABC", "DEF", "Grief", "Sleep")]
# One for each approach in each row that is no heading, and the corner.
CELLS = 2 * (len(LINES) - len(GROUPS)) + 1
CARDS = [
    (role, prefix + name)
    for name in ["ABC", "DEF", "GHI"]
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
    *[(2, "Thoughts"), (3, "ABC"), (3, "DEF")],
    *[(2, "Others"), (3, "GHI")],
    CRISIS,
]


@pytest.fixture
def index(practice_site):
    index = rows.approaches(practice_site)
    grief, sleep = rows.concern("Grief", kind="life"), rows.concern("Sleep", kind="life")
    thoughts = family("Thoughts")
    approach(index, "ABC", grief, family=thoughts, structure="structured", formats=["individual"])
    approach(index, "DEF", sleep, family=thoughts, structure="partly", formats=["individual"])
    approach(index, "GHI", grief, family=family("Bodies"), formats=["group"])
    return index


def test_comparing_two_and_changing_the_choice(index, keyboard_user):
    keyboard_user.open(index.full_url)
    assert (keyboard_user.landmarks(), keyboard_user.headings()) == (LANDMARKS, HEADINGS)
    assert keyboard_user.walk_to("Compare ABC") == [*START, *FILTERS, *CARDS[:2]]
    keyboard_user.keyboard.press("Space")
    assert keyboard_user.walk_to("Compare DEF") == CARDS[2:4]
    keyboard_user.keyboard.press("Space")
    assert keyboard_user.walk_to("Compare")[-1] == ("button", "Compare")
    assert keyboard_user.description() == "Choose two to four to compare"
    keyboard_user.follow()

    assert keyboard_user.headings() == [(1, "Approaches side by side"), CRISIS]
    assert keyboard_user.table() == (["ABC", "DEF"], LINES, CELLS)
    assert keyboard_user.walk_to(SAME[1]) == [*HEAD, CHANGE, *TABLE_LINKS, SAME]
    keyboard_user.keyboard.press("Enter")
    assert keyboard_user.is_expanded()
    groups = [(2, name) for name in ("Overview", "Sessions", "About these pages")]
    assert keyboard_user.headings() == [(1, "Approaches side by side"), *groups, CRISIS]
    keyboard_user.walk_to(CHANGE[1], key="Shift+Tab")
    keyboard_user.follow()
    assert keyboard_user.ticked() == ["Compare ABC", "Compare DEF"]


def test_filtering_and_taking_the_filter_away(index, keyboard_user):
    keyboard_user.page.set_viewport_size({"width": 390, "height": 844})
    keyboard_user.open(index.full_url)
    assert keyboard_user.walk_to("Filter and sort") == [*START, FILTER]
    assert not keyboard_user.is_expanded()
    assert keyboard_user.press("Enter") == FILTER
    assert keyboard_user.is_expanded()
    assert keyboard_user.press("Tab") == ("checkbox", "Grief")
    keyboard_user.keyboard.press("Space")
    assert keyboard_user.walk_to("Show approaches") == FILTERS[1:]
    keyboard_user.follow()
    assert keyboard_user.here() == ("group", "2 approaches found")
    assert keyboard_user.headings() == [HEADINGS[0], (2, "ABC"), (2, "GHI"), CRISIS]
    assert [keyboard_user.press("Tab"), keyboard_user.press("Tab")] == [
        ("link", "Remove the filter: Concern: Grief "),
        ("link", "Clear all filters"),
    ]
    keyboard_user.keyboard.press("Shift+Tab")
    keyboard_user.follow()
    assert keyboard_user.here() == ("group", "3 approaches")
    assert keyboard_user.headings() == [HEADINGS[0], *HEADINGS[2:]]
