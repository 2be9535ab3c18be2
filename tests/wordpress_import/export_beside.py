"""Exports of real WordPress sites, when they lie beside us. They aren't part of the repository."""

from functools import cache
from pathlib import Path

from wagtail_therapy.wordpress_import.conversion.results import Attachment, Source
from wagtail_therapy.wordpress_import.wxr.reading import read

PLACES = [parent / "shared" / "data" / "wxr" for parent in Path(__file__).parents]
FOLDER = next((place for place in PLACES if place.exists()), PLACES[0])
PUBLIC = sorted(FOLDER.glob("public/*.xml"))


@cache
def items_of(path):
    """Return the items of an export in the order of the file."""
    with path.open("rb") as file:
        return list(read(file, path.name).items)


def source_of(item, items):
    """Return what an item may refer to among all items of its export."""
    files = [one for one in items if one.type == "attachment"]
    return Source(
        address=item.link,
        attachments={
            one.id: Attachment(
                one.attachment_url,
                one.meta_value("_wp_attachment_image_alt"),
                one.excerpt,
                one.title,
            )
            for one in files
        },
        reusable_blocks={one.id: one.content for one in items if one.type == "wp_block"},
        meta=dict(item.meta),
        attached=tuple(one.id for one in files if one.parent == item.id),
    )
