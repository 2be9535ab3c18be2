"""What advice is called in Wagtail's content checks."""

from wagtail_therapy.approaches.content_checks import NO_RISKS
from wagtail_therapy.blog.content_checks import NO_EXCERPT
from wagtail_therapy.content.content_checks import registry
from wagtail_therapy.content.content_checks.advice import LONG_PARAGRAPH, Advice


def test_checks_name_the_places_of_what_was_found():
    results = [
        Advice("body", "Split it.", check=LONG_PARAGRAPH, place="One two"),
        Advice("body", "Split it.", check=LONG_PARAGRAPH, place="Three four"),
        Advice("excerpt", "There is none.", check=NO_EXCERPT),
    ]

    found = registry.places_by_check(results)

    assert {check: places for check, places in found.items() if places} == {
        LONG_PARAGRAPH: ["One two", "Three four"],
        NO_EXCERPT: [""],
    }


def test_checks_that_found_nothing_are_there_too():
    """The editor's window learns of a check from a form in which it has found nothing yet."""
    assert registry.places_by_check([])[NO_RISKS] == []


def test_advice_of_a_host_without_a_check_is_left_to_the_panel():
    found = registry.places_by_check([Advice("weather", "Say how it was.")])

    assert not any(found.values())
