"""Prints what becomes of exports: ``python -m tests.wordpress_import.export_table FILE...``

Without files it reads those that lie beside us. Nothing is stored, and each image is there.
"""

import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import urlsplit

import django

from tests.wordpress_import.export_beside import PUBLIC, items_of, source_of

HEAD = "| File | Items | Blocks | Please check | Left behind, and why |\n|---|---|---|---|---|"
WITHOUT_PAGE = {"attachment", "nav_menu_item", "wp_block"}


@dataclass(frozen=True)
class Stored:
    filename: str
    pk: int = 1
    title: str = "A file"


def row(path):
    """Return a line of the table: a file with its numbers, or why it can't be read."""
    from wagtail_therapy.wordpress_import.wxr.errors import UnreadableExportError

    try:
        items = items_of(path)
    except UnreadableExportError as error:
        return f"| {path.stem} | refused: {error.reason} | | | |"
    kinds, checks, left_out, pages = Counter(), Counter(), Counter(), 0
    for item in items:
        if item.type in WITHOUT_PAGE:
            continue
        pages += 1
        conversion, raw = body(item, items)
        kinds.update(one["type"] for one in raw)
        checks.update(one["value"]["reason"] for one in raw if one["type"] == "please_check")
        left_out.update([str(kind) for kind, _detail in conversion.left_out.elements()])
    cells = [path.stem, pages, kinds.total(), counts_text(checks), counts_text(left_out)]
    return f"| {' | '.join(map(str, cells))} |"


def body(item, items):
    from wagtail_therapy.pages.models import BlogPostPage
    from wagtail_therapy.wordpress_import.bodies.stream_values import body_of
    from wagtail_therapy.wordpress_import.conversion.converting import convert

    conversion = convert(item.content, source_of(item, items))
    block = BlogPostPage._meta.get_field("body").stream_block
    return conversion, body_of(conversion, block, stored_image, stored_file, lambda _address: None)


def stored_image(use):
    return Stored(use.address)


def stored_file(address):
    return Stored(PurePath(urlsplit(address).path).name)


def counts_text(counter):
    return ", ".join(f"{number} × {name}" for name, number in sorted(counter.items()))


def main(paths):
    lines = [HEAD, *map(row, map(Path, paths or PUBLIC))]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    main(sys.argv[1:])
