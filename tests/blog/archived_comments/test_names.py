import pytest

from wagtail_therapy.blog.archived_comments import shortened


def each(name):
    return [shortened(name, how) for how in ("first", "initials", "whole")]


@pytest.mark.parametrize(
    ("name", "first", "initials", "whole"),
    [
        ("Mary Smith", "Mary", "M. S.", "Mary Smith"),
        ("  Mary \n Anne\tSmith ", "Mary", "M. S.", "Mary Anne Smith"),
        ("mary", "mary", "M.", "mary"),
        ("Smith, Mary", "Mary", "M. S.", "Smith, Mary"),
        ("Mary Smith, PhD", "Mary", "M. S.", "Mary Smith, PhD"),
        ("Mary, LCSW", "Mary", "M.", "Mary, LCSW"),
        ("Dr Mary Smith", "Mary", "M. S.", "Dr Mary Smith"),
        # Without the family name.
        ("Dr. Smith", "S.", "S.", "Dr. Smith"),
        ("mary_smith", "mary", "M. S.", "mary_smith"),
        ("O&#039;Brien", "O'Brien", "O.", "O'Brien"),
        ("<b>Mary</b> Smith", "Mary", "M. S.", "Mary Smith"),
        ("St.John Rivers", "St.John", "S. R.", "St.John Rivers"),
        ("E\u0301tienne", "Étienne", "É.", "Étienne"),
        ("नेहा शर्मा", "नेहा", "ने श", "नेहा शर्मा"),
        ("心と体", "心と体", "心", "心と体"),
        ("محمد علی", "محمد", "م ع", "محمد علی"),
        ("😀 Jo", "Jo", "J.", "😀 Jo"),
        (", Ann", "Ann", "A.", ", Ann"),
    ],
)
def test_name_is_shortened(name, first, initials, whole):
    assert each(name) == [first, initials, whole]


@pytest.mark.parametrize(
    "name",
    [
        *("mary@mail.example", "Mary (mary@mail.example)", "mary at mail dot example"),
        *("https://pills.example", "Cheap www.pills", "Visit pills.example now", "PILLS.EXAMPLE"),
        *('<a href="https://pills.example">Mary</a>', "555-1234", "Mary 1975"),
        *("", "   ", "!!!", "😀", "\u202e\u200b", "<script>alert(1)</script>"),
    ],
)
def test_address_or_number_or_nothing_is_no_name(name):
    assert each(name) == ["", "", ""]


def test_name_neither_turns_the_line_nor_leaves_it():
    assert shortened("\u202eyraM\u202c", "whole") == "yraM"
    assert shortened("Z" + "\u0301" * 50 + "oe", "whole") == "Ź" + "\u0301" * 3 + "oe"


def test_long_name_is_cut():
    assert each("x" * 100_000) == ["x" * 60, "X.", "x" * 60]


@pytest.mark.parametrize("how", ["first", "initials", "whole"])
def test_shortened_name_stays_as_it_is(how):
    for name in ("Mary Smith", "Dr. Smith", "नेहा शर्मा", "Smith, Mary", "J.R. Hartley"):
        assert shortened(shortened(name, how), "whole") == shortened(name, how)
