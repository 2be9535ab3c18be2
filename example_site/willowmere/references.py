"""Reads the references of a text."""

from example_site.willowmere.markdown import BodyReader
from example_site.willowmere.text_files import TextFile

CELLS = ["key", "authors", "year", "title", "container", "volume", "issue", "pages", "doi", "kind"]
REST = {"url": "", "accessed_date": None, "pmid": "", "open_access": False}


def references(reader: BodyReader, text: TextFile) -> list[dict]:
    rows = [dict(zip(CELLS, row, strict=True)) for row in text.rows("Reference")]
    return [reader.with_id("reference", row | REST) for row in rows]
