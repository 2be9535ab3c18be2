"""The values are those that the blocks of a page store."""

from wagtail.blocks import ListBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from tests.wordpress_import.conversion.test_hostile import WHOLE
from wagtail_therapy.content.blocks import BodyBlock
from wagtail_therapy.content.text.references import ReferenceBlock
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import Attachment, Source

ADDRESS = "https://old.example/a.{}"
EVERYTHING = WHOLE + (
    "<h2>A</h2><h3>B</h3><ol><li>c</li></ol><a role=button href=https://old.example/>D</a>"
    "<blockquote>e</blockquote><audio src=https://old.example/a.mp3></audio>"
    "<video src=https://old.example/a.mp4 poster=https://old.example/a.jpg></video>"
    '<div class="wp-block-file"><a href="https://old.example/a.pdf">f</a></div>[gallery ids="1,2"]'
    "<form>g</form>"
)
SOURCE = Source(
    attachments={1: Attachment(ADDRESS.format("jpg")), 2: Attachment("https://b/c.png")}
)


def unknown(block, value, place):
    """Yield the places in a value that its block doesn't have."""
    if isinstance(block, StructBlock):
        yield from (f"{place}.{key}" for key in value if key not in block.child_blocks)
        for key in value.keys() & block.child_blocks.keys():
            yield from unknown(block.child_blocks[key], value[key], f"{place}.{key}")
    elif isinstance(block, ListBlock):
        for one in value:
            yield from unknown(block.child_block, one, place)


def test_each_value_has_the_shape_of_its_block():
    known = BodyBlock().child_blocks
    blocks = convert(EVERYTHING, SOURCE).blocks
    kinds = {name for name, _value in blocks}
    assert kinds == known.keys() - {"callout", "vignette"}
    for name, value in blocks:
        assert list(unknown(known[name], value, name)) == []


def test_table_has_the_types_of_its_columns():
    tables = [value["table"] for name, value in convert(EVERYTHING).blocks if name == "table"]
    block = BodyBlock().child_blocks["table"].child_blocks["table"]
    assert isinstance(block, TypedTableBlock)
    assert {column["type"] for column in tables[0]["columns"]} <= block.child_blocks.keys()
    assert block.to_python(tables[0]).caption == ""


def test_texts_survive_the_field():
    blocks = [one for one in convert(EVERYTHING).blocks if one[0] in {"heading", "list", "faq"}]
    raw = [{"type": name, "value": value} for name, value in blocks]
    stored = BodyBlock().to_python(raw).get_prep_value()
    assert [one["type"] for one in stored] == [name for name, _value in blocks]


def test_reference_has_the_fields_of_its_block():
    field = '[{"id":"a","content":"Ada"}]'
    (reference,) = convert(WHOLE, Source(meta={"footnotes": field})).references
    assert reference.keys() <= ReferenceBlock().child_blocks.keys()
