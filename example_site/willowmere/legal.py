"""The legal texts, and the links to them on every page."""

from example_site.willowmere.models import TextPage
from example_site.willowmere.publishing import publish_changes
from example_site.willowmere.section_blocks import SectionReader
from example_site.willowmere.text_files import TextFile


def fill(page: TextPage, text: TextFile, reader: SectionReader) -> None:
    with publish_changes(page):
        page.title = text["Title"]
        page.search_description = text["Description"]
        page.body = reader.read(text.body)


def links(texts: list[TextFile], reader: SectionReader) -> list[dict]:
    """Return the rows for the practice settings that link to the pages of these texts."""
    return [
        reader.with_id(
            text["Legal-Link"],
            {"page": reader.pages[f"legal:{text.slug}"].pk, "url": "", "title": text["Link-Title"]},
        )
        for text in texts
    ]
