from types import SimpleNamespace

import pytest

from wagtail_therapy.content.pictures.alt_text import is_described


@pytest.mark.parametrize(
    "text",
    [
        None,
        " ",
        "Img 2040",
        "An Open Door ",
        "IMG_2040",
        "DSCN0021 (1)",
        "Screenshot 2026-01-02 at 10.12.33",
        "WhatsApp Image 2026-01-02 at 10.12.33",
        "door-3",
        "my open door.JPG",
        "2026.01.02 door.jpeg",
        "untitled",
    ],
)
def test_title_or_name_of_a_file_describes_nothing(text):
    assert not is_described(text, SimpleNamespace(title="An open door"))


@pytest.mark.parametrize(
    "text",
    ["A door that is ajar, with light behind it", "Two chairs", "Door", "At dusk", "9 chairs"],
)
def test_words_about_a_picture_describe_it(text):
    assert is_described(text, SimpleNamespace(title="An open door"))
