import re
from pathlib import Path

from tests.pages import rows
from wagtail_therapy import content
from wagtail_therapy.content.pictures.uses import USES, filters_of, stored_specs

PACKAGE = Path(content.__file__).parent.parent
TAG = re.compile(r'{% therapy_picture [\w.]+ "(\w+)" as \w+ %}')
WAGTAILS = re.compile(r"{% (?:image|picture|srcset_image) ")


def test_templates_of_pages_ask_for_uses_and_not_for_sizes():
    texts = {path: path.read_text() for path in PACKAGE.rglob("templates/**/*.html")}
    used = {use for text in texts.values() for use in TAG.findall(text)}
    others = {path.name for path, text in texts.items() if WAGTAILS.search(text)}

    # Python code asks for the others. The admin makes its own.
    assert set(USES) - used == {"preview", "feed", "logo"}
    assert (used - set(USES), others) == (set(), {"portrait_cell.html"})


def test_stored_specs_are_those_of_a_photo(site):
    image = rows.image()

    assert {use: [one.spec for one in filters_of(image, use)] for use in USES} == {
        use: stored_specs(use) for use in USES
    }


def test_drawing_has_one_rendition_for_each_size(site, settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["svg"]

    specs = [one.spec for one in filters_of(rows.drawing(), "card")]

    assert specs == ["fill-480x270", "fill-720x405", "fill-960x540"]
