"""What an item becomes, before it is stored: the same in a dry run and in an import."""

from dataclasses import dataclass, field
from typing import Any

from ..models import ImportedItem
from ..wxr.records import Item
from .outlines import PAGE, Entry
from .publication import Publication


# Without a repr, because reports of errors show it, and drafts aren't for all who read these.
@dataclass(repr=False)
class Plan:
    """A page that is made or changed. ``parent`` is where a new one is made."""

    item: Item
    entry: Entry
    model: Any
    parent: Any
    title: str
    publication: Publication
    # What was imported of it before.
    known: ImportedItem | None = None
    # A page of WordPress that the host has no type for, so a post is made of it.
    is_page_as_post: bool = False
    slug: str = ""
    # Raw values of StreamFields.
    body: str = "[]"
    references: str = "[]"
    excerpt: str = ""
    lead_image: Any = None
    lead_image_alt: str = ""
    lead_image_caption: str = ""
    seo_title: str = ""
    search_description: str = ""
    # A slug.
    primary_category: str = ""
    authors: list[Any] = field(default_factory=list)
    categories: list[Any] = field(default_factory=list)
    tags: list[Any] = field(default_factory=list)
    # Addresses of files that could not be had.
    missing: list[str] = field(default_factory=list)
    has_open_links: bool = False
    # Why, details, and how many.
    remarks: list[tuple[str, str, int]] = field(default_factory=list)
    # The page, once it is stored.
    page: Any = None

    @property
    def is_post(self) -> bool:
        return self.item.type != PAGE or self.is_page_as_post

    def remark(self, reason: Any, detail: str = "", number: int = 1) -> None:
        if (reason, detail, number) not in self.remarks:
            self.remarks.append((reason, detail, number))
