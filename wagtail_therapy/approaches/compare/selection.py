"""The approaches that a reader chose to compare, read from an untrusted address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches.querysets import in_brief

PARAMETER = "a"
NOTE_PARAMETER = "note"
MIN_APPROACHES = 2
MAX_APPROACHES = 4

TOO_FEW = "more"
UNAVAILABLE = "unavailable"
REPEATED = "repeated"
TOO_MANY = "many"
# None of them reveals whether there is a private page of that name.
NOTES = {
    TOO_FEW: _("Choose at least two approaches to compare."),
    UNAVAILABLE: _("We couldn’t find some of the approaches you chose, so we left them out."),
    REPEATED: _("You chose an approach more than once. We show it once."),
    TOO_MANY: _("You can compare up to four approaches at a time. These are the first four."),
}


@dataclass(frozen=True)
class Selection:
    """The chosen approaches that strangers may read, in the reader's order, and keys of NOTES."""

    found: list[Any]
    notes: list[str]

    @classmethod
    def read(cls, query: QueryDict, readable: QuerySet) -> "Selection":
        """Return the approaches that an address names, among those that everyone may read."""
        asked = slugs_in(query)
        wanted = list(dict.fromkeys(asked))
        searchable = _searchable(wanted)
        read = in_brief(readable.filter(slug__in=searchable)) if searchable else []
        pages = {page.slug: page for page in read}
        found = [pages[slug] for slug in wanted if slug in pages]
        notes = {
            TOO_FEW: len(found) < MIN_APPROACHES,
            UNAVAILABLE: len(found) < len(wanted),
            REPEATED: len(wanted) < len(asked),
            TOO_MANY: len(found) > MAX_APPROACHES,
        }
        return cls(found, [note for note, is_due in notes.items() if is_due])

    @property
    def is_enough(self) -> bool:
        return len(self.found) >= MIN_APPROACHES

    @property
    def compared(self) -> list[Any]:
        return self.found[:MAX_APPROACHES]

    def query(self, **more: Any) -> str:
        """Return the query of an address that selects these approaches."""
        return selection_query(self.found, **more)

    def index_query(self) -> str:
        """Return the query of the list in which they are ticked, with the notes that say why."""
        return self.query(**{NOTE_PARAMETER: self.notes})


def slugs_in(query: QueryDict) -> list[str]:
    """Return the slugs that an address names, with repetitions."""
    return [slug for value in query.getlist(PARAMETER) if (slug := value.strip())]


def selection_query(approaches: Iterable[Any], **more: Any) -> str:
    slugs = [approach.slug for approach in approaches]
    return urlencode({PARAMETER: slugs, **more}, doseq=True)


def notes_in(query: QueryDict) -> list[Any]:
    """Return the notes that an address asks for, each once."""
    asked = query.getlist(NOTE_PARAMETER)
    return [sentence for note, sentence in NOTES.items() if note in asked]


def _searchable(slugs: list[str]) -> list[str]:
    # PostgreSQL takes no NUL in a text.
    return [slug for slug in slugs if "\0" not in slug]
