import re

from wagtail_therapy.content.blocks import BodyBlock

BODY = BodyBlock()


def squeezed(html) -> str:
    """Return HTML without the blanks that lie between tags or at line ends, to compare it whole."""
    one_line = re.sub(r"\s+", " ", str(html))
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", one_line).strip()


def block_html(name, value, **context) -> str:
    """Render one block of the body from raw data, as it lies in the database."""
    block = BODY.child_blocks[name]
    return squeezed(block.render(block.to_python(value), context))


def body(*children):
    """Return a body of pairs of a block's name and its value."""
    return BODY.normalize(list(children))
