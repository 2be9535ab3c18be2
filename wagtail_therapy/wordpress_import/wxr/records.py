"""A WordPress site as an export describes it.

What must not be shown isn’t read at all: addresses and networks of people who commented.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

CATEGORY, TAG = "category", "post_tag"


@dataclass(frozen=True)
class Author:
    login: str
    id: int | None = None
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = field(default="", repr=False)
    # Some plugins add it. WordPress doesn't export it.
    description: str = ""


@dataclass(frozen=True)
class Term:
    """A category, a tag, or what a plugin sorts by. ``parent`` is a slug."""

    taxonomy: str
    slug: str
    name: str
    id: int | None = None
    parent: str = ""
    description: str = ""
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Dates:
    """When an item was published and changed. Each is None if it is unknown or impossible.

    Drafts have no date in UTC. The name of the site's time zone isn't in the file; ``utc_offset``
    of other items tells it for their time.
    """

    local: datetime | None = None
    utc: datetime | None = None
    feed: datetime | None = None
    modified_local: datetime | None = None
    modified_utc: datetime | None = None

    @property
    def utc_offset(self) -> timedelta | None:
        """Return how far the site's clock was ahead of UTC, to a quarter of an hour."""
        if self.local is None or self.utc is None:
            return None
        ahead = self.local - self.utc.replace(tzinfo=None)
        offset = timedelta(minutes=15) * round(ahead / timedelta(minutes=15))
        return offset if abs(offset) <= timedelta(hours=14) else None


@dataclass(frozen=True)
class Comment:
    """``approved`` is "1", "0", "trash", "post-trashed" or "spam", as WordPress has it."""

    id: int | None
    author: str = field(default="", repr=False)
    content: str = field(default="", repr=False)
    local: datetime | None = None
    utc: datetime | None = None
    approved: str = ""
    type: str = ""
    parent: int | None = None
    user_id: int | None = None

    @property
    def is_public(self) -> bool:
        """Whether readers of the old site could see it as a comment.

        Editors' notes, pingbacks and what plugins store as comments aren't public.
        """
        return self.approved == "1" and self.type in {"", "comment"}


@dataclass(frozen=True)
class Item:
    """A post, page, attachment, menu item, or what a plugin stores.

    ``status`` and ``type`` are as in the file; only "publish" without a password was public.
    ``content`` and ``excerpt`` are HTML that is not to be trusted, and ``title`` may hold tags.
    ``line`` is where the item begins in the file.
    """

    id: int | None
    type: str
    status: str
    title: str = field(repr=False)
    slug: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    guid: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    dates: Dates = Dates()
    author: str = ""
    content: str = field(default="", repr=False)
    excerpt: str = field(default="", repr=False)
    parent: int | None = None
    menu_order: int = 0
    is_sticky: bool = False
    comment_status: str = ""
    attachment_url: str = ""
    terms: tuple[Term, ...] = ()
    meta: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    comments: tuple[Comment, ...] = field(default=(), repr=False)
    file_name: str = ""
    line: int = 0

    @property
    def is_public(self) -> bool:
        """Whether readers of the old site could see it without a password."""
        return self.status == "publish" and not self.password

    def meta_value(self, key: str) -> str:
        """Return the first value of a custom field, or ""."""
        return next(iter(self.meta_values(key)), "")

    def meta_values(self, key: str) -> list[str]:
        return [value for name, value in self.meta if name == key]

    def terms_of(self, taxonomy: str) -> list[Term]:
        return [term for term in self.terms if term.taxonomy == taxonomy]


@dataclass
class Site:
    """The old site. Parts of a ZIP archive add authors and terms when they are reached."""

    title: str = ""
    description: str = ""
    base_url: str = ""
    language: str = ""
    version: str = ""
    generator: str = ""
    authors: dict[str, Author] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)

    @property
    def categories(self) -> list[Term]:
        return self._of(CATEGORY)

    @property
    def tags(self) -> list[Term]:
        return self._of(TAG)

    def category_path(self, slug: str) -> list[Term]:
        """Return the category with its parents, the topmost first, or [] if it is unknown."""
        return list(self._upwards(slug))[::-1]

    def _of(self, taxonomy: str) -> list[Term]:
        return [term for term in self.terms.values() if term.taxonomy == taxonomy]

    def _upwards(self, slug: str) -> Iterator[Term]:
        passed = set()
        while (term := self.terms.get((CATEGORY, slug))) and slug not in passed:
            yield term
            passed.add(slug)
            slug = term.parent
