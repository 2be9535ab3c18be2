"""What advice is called in Wagtail's content checks."""

from wagtail_therapy.approaches.content_checks import NO_RISKS
from wagtail_therapy.blog.content_checks import NO_EXCERPT
from wagtail_therapy.content.content_checks import names
from wagtail_therapy.content.content_checks.advice import LONG, Advice


def test_checks_name_the_places_of_what_was_found():
    said = [
        Advice("body", "Split it.", check=LONG, place="One two"),
        Advice("body", "Split it.", check=LONG, place="Three four"),
        Advice("excerpt", "There is none.", check=NO_EXCERPT),
    ]

    found = names.places(said)

    assert {check: places for check, places in found.items() if places} == {
        LONG: ["One two", "Three four"],
        NO_EXCERPT: [""],
    }


def test_checks_that_found_nothing_are_there_too():
    """The editor's window learns of a check from a form in which it has found nothing yet."""
    assert names.places([])[NO_RISKS] == []


def test_advice_of_a_host_without_a_check_is_left_to_the_panel():
    found = names.places([Advice("weather", "Say how it was.")])

    assert not any(found.values())
