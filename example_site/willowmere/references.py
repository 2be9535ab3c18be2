"""What the texts refer to."""

from example_site.willowmere.bodies import BodyReader
from example_site.willowmere.manuscripts import Text

CELLS = ["key", "authors", "year", "title", "container", "volume", "issue", "pages", "doi", "kind"]
REST = {"url": "", "accessed_date": None, "pmid": "", "open_access": False}


def references(reader: BodyReader, text: Text) -> list[dict]:
    rows = [dict(zip(CELLS, row, strict=True)) for row in text.rows("Reference")]
    return [reader.with_id("reference", row | REST) for row in rows]
