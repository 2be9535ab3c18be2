import pytest

from wagtail_therapy.authors.languages import language_tag


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("English", "en"),
        (" deutsch ", "de"),
        ("Español", "es"),
        ("Brazilian Portuguese", "pt-BR"),
        ("简体中文", "zh-Hans"),
        ("en-gb", "en-GB"),
        ("British Sign Language", "bfi"),
        ("Norsk", "no"),
        ("Klingon", ""),
        ("", ""),
    ],
)
def test_language_is_found_by_its_name(name, tag):
    assert language_tag(name) == tag
