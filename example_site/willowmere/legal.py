"""The texts that the law or good custom asks for, and the links to them on every page."""

from example_site.willowmere.manuscripts import Text
from example_site.willowmere.models import TextPage
from example_site.willowmere.publishing import publish_changes
from example_site.willowmere.sections import SectionReader


def fill(page: TextPage, text: Text, reader: SectionReader) -> None:
    with publish_changes(page):
        page.title = text["Title"]
        page.search_description = text["Description"]
        page.body = reader.read(text.body)


def links(texts: list[Text], reader: SectionReader) -> list[dict]:
    """Return the rows of the practice's settings that lead to the pages of these texts."""
    return [
        reader.with_id(
            text["Legal-Link"],
            {"page": reader.pages[f"legal:{text.slug}"].pk, "url": "", "title": ""},
        )
        for text in texts
    ]
