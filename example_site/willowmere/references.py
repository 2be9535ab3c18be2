"""What the texts refer to."""

from example_site.willowmere.bodies import BodyReader
from example_site.willowmere.manuscripts import Text

# As the texts give them, and as the block keeps them.
GIVEN = ["key", "authors", "year", "title", "container", "volume", "issue", "pages", "doi", "kind"]
KEPT = [*GIVEN[1:-1], "url", "accessed_date", "pmid", "kind", "open_access", "key"]


def references(reader: BodyReader, text: Text) -> list[dict]:
    return [reader.with_id("reference", reference(row)) for row in text.rows("Reference")]


def reference(row: list[str]) -> dict:
    """Return a reference in the order in which its block keeps its fields."""
    given = dict(zip(GIVEN, row, strict=True))
    empty = {"accessed_date": None, "open_access": False}
    return {name: given.get(name, empty.get(name, "")) for name in KEPT}
