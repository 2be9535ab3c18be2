"""What a person chooses before an import."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

# What becomes of WordPress' pages, as opposed to posts, if the host has no page type for them.
PAGES = ("drafts", "skip")
# How names of people who commented are kept.
COMMENT_NAMES = ("first", "initials", "whole")


@dataclass(frozen=True)
class Options:
    """The choices of an import. ``to_json`` is what ``WordPressImport.options`` stores."""

    # Who wrote on the old site, by their login, and which author that is here.
    authors: Mapping[str, int] = field(default_factory=dict)
    # The author of posts whose own isn't in the file.
    fallback_author: int | None = None
    # A folder or a ZIP archive with the files of the old site, instead of fetching them.
    uploads: str = ""
    fetch_media: bool = True
    # Where images and documents are put. By default in Wagtail's root collection.
    collection: int | None = None
    # Also fetch what the old site showed from other hosts.
    other_hosts: bool = False
    # Also ask the old site for the bios and pictures of authors that are made.
    author_bios: bool = False
    author_pictures: bool = False
    comments: bool = True
    comment_names: str = "first"
    pages: str = "drafts"
    # A page type of the host for WordPress' pages, "app.Model"; see pages.py.
    page_model: str = ""
    # Where those are made. By default below the site's root page.
    page_parent: int | None = None
    overwrite_edited: bool = False
    drop_unused_terms: bool = True
    # Of the old site, for dates without an offset. By default it is seen in other dates.
    time_zone: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Options":
        """Return the stored choices, with defaults for the others. Unknown ones are ignored."""
        names = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in names})
