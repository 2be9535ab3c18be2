import pytest

from wagtail_therapy.practice.telephone import number_problem, phone_url, region_of


@pytest.mark.parametrize(
    ("number", "region", "url"),
    [
        ("+44 (0)20 7946 0000", "", "tel:+442079460000"),
        ("(0)20 7946-0000", "GB", "tel:+442079460000"),
        ("020 7946 0000 ext 12", "GB", "tel:+442079460000;ext=12"),
        ("+1 202 555 0142", "GB", "tel:+12025550142"),
        ("1-800-799-SAFE", "US", "tel:+18007997233"),
        ("9-8-8", "US", "tel:988"),
        ("116 123", "", "tel:116123"),
        ("13 11 14", "AU", "tel:131114"),
        # These do not ring after a country code.
        ("0808 2000 247", "GB", "tel:08082000247"),
        ("1300 22 4636", "AU", "tel:1300224636"),
        ("0800 111 0 111", "DE", "tel:08001110111"),
    ],
)
def test_number_is_dialled_however_it_is_written(number, region, url):
    assert phone_url("tel", number, region) == url


@pytest.mark.parametrize(
    ("number", "region"),
    [
        ("after 6 pm", "GB"),
        ("020 7946 0000 after 6 pm", "GB"),
        ("020 7946 0000", ""),
        ("555-0142", "US"),
        ("020 7946 00000", "GB"),
        ("112 or 999", "IE"),
        ("+44", "GB"),
        ("1", "GB"),
        ("", "GB"),
    ],
)
def test_what_is_no_number_is_no_link(number, region):
    assert phone_url("tel", number, region) == ""


@pytest.mark.parametrize(
    ("number", "is_line", "is_wrong"),
    [
        ("020 7946 0000", False, False),
        ("after 6 pm", False, True),
        ("after 6 pm", True, True),
        ("116 123", False, True),
        ("116 123", True, False),
        (" ", True, False),
    ],
)
def test_number_that_cannot_be_dialled_is_a_problem(number, is_line, is_wrong):
    assert bool(number_problem(number, "GB", is_line=is_line)) == is_wrong


def test_number_problem_says_how_to_write_the_number():
    assert number_problem("call me", "") == (
        "This number can’t be dialled as it is written. Write it with its country code, such as "
        "+44 20 7946 0000."
    )
    assert number_problem("call me", "", is_line=True) == (
        "This number can’t be dialled as it is written. Write a short number such as 116 123, or "
        "one with its country code, such as +44 20 7946 0000."
    )


@pytest.mark.parametrize(
    ("country", "region"),
    [("gb", "GB"), ("UK", "GB"), (" USA ", "US"), ("United Kingdom", ""), ("", ""), ("XX", "")],
)
def test_region_is_the_code_of_a_country(country, region):
    assert region_of(country) == region
