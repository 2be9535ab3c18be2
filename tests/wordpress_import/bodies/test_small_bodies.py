"""The bodies that real exports become, when they lie beside us."""

import re
from collections import Counter
from html import escape

import pytest

from tests.pages import rows
from tests.wordpress_import.conversion.words import words_in, words_of
from tests.wordpress_import.export_beside import FOLDER, PUBLIC, items_of, source_of
from tests.wordpress_import.stored import Stored, faults
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.wordpress_import.bodies.stream_values import body_of
from wagtail_therapy.wordpress_import.conversion.converting import convert

SMALL = FOLDER / "small.xml"
BODY = BlogPostPage._meta.get_field("body").stream_block
DIVIDER = re.compile(r"</?(?:div|section|button|template|video|audio)\b[^<>]*>")
NAMED = {"video", "audio", "document"}
# By its name a test of an importer. It is no export.
NOT_EXPORTS = {"torchbox-wagtail-wordpress-import__test"}

pytestmark = [
    pytest.mark.skipif(not SMALL.exists(), reason="no export beside us"),
    *rows.MAKES_RENDITIONS,
]


def bodies(path):
    """Yield each item with content, what it was converted to, and its body."""
    stored, items = Stored(), items_of(path)
    for item in items:
        if item.content and item.type != "attachment":
            conversion = convert(item.content, source_of(item, items))
            made = body_of(conversion, BODY, stored.images, stored.files, stored.page_for)
            yield item, conversion, BODY.to_python(made)


def shown(value):
    return words_of(DIVIDER.sub(" ", BODY.render(value)))


def added(blocks, value):
    """Return how often our players and links to files say what they are."""
    children = [(one.block_type, one.value) for one in value if one.block_type in NAMED]
    before = words_in([one for one in blocks if one[0] in NAMED])
    return Counter(shown(BODY.normalize(children))) - Counter(before)


def with_captions_above(blocks):
    """Yield the blocks with the captions of tables before them, where our tables have them."""
    for name, value in blocks:
        if name == "table" and (caption := value["table"]["caption"]):
            yield "paragraph", f"<p>{escape(caption)}</p>"
            yield name, value | {"table": value["table"] | {"caption": ""}}
        else:
            yield name, value


def is_in_order(words, within):
    rest = iter(within)
    return all(word in rest for word in words)


def test_words_of_a_page_are_those_of_its_post(db):
    for item, conversion, value in bodies(SMALL):
        before = words_in(with_captions_above(conversion.blocks))
        after = shown(value)
        assert (item.slug, Counter(after) - Counter(before)) == (
            item.slug,
            added(conversion.blocks, value),
        )
        assert is_in_order(before, after)


@pytest.mark.parametrize("path", [SMALL, *PUBLIC], ids=lambda path: path.stem)
def test_editor_can_save_a_post(db, path):
    if path.stem in NOT_EXPORTS:
        return
    found = {item.id: faults(BODY, value) for item, _conversion, value in bodies(path)}
    assert {number: faults for number, faults in found.items() if faults} == {}
