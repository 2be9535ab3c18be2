"""Which approaches a reader chose to compare, read from an address that anybody may have typed."""

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
FEWEST = 2
MOST = 4

MORE = "more"
UNAVAILABLE = "unavailable"
REPEATED = "repeated"
TOO_MANY = "many"
# None tells whether there is such a page that only some may read.
NOTES = {
    MORE: _("Choose at least two approaches to compare."),
    UNAVAILABLE: _("Some of the chosen approaches are not to be found here. They were left out."),
    REPEATED: _("An approach was chosen more than once. It is shown once."),
    TOO_MANY: _("Up to four approaches can be compared at a time. The first four are shown."),
}


@dataclass(frozen=True)
class Selection:
    """What was chosen and may be read, in the reader's order, and keys of NOTES on the rest."""

    found: list[Any]
    notes: list[str]

    @classmethod
    def read(cls, query: QueryDict, readable: QuerySet) -> "Selection":
        """Return what an address asks for among the pages that everybody may read."""
        asked = asked_in(query)
        wanted = list(dict.fromkeys(asked))
        searchable = _searchable(wanted)
        read = in_brief(readable.filter(slug__in=searchable)) if searchable else []
        pages = {page.slug: page for page in read}
        found = [pages[slug] for slug in wanted if slug in pages]
        notes = {
            MORE: len(found) < FEWEST,
            UNAVAILABLE: len(found) < len(wanted),
            REPEATED: len(wanted) < len(asked),
            TOO_MANY: len(found) > MOST,
        }
        return cls(found, [note for note, is_due in notes.items() if is_due])

    @property
    def is_enough(self) -> bool:
        return len(self.found) >= FEWEST

    @property
    def compared(self) -> list[Any]:
        return self.found[:MOST]

    def query(self, **more: Any) -> str:
        """Return the query of an address that chooses all of what was found."""
        return query_of(self.found, **more)

    def query_back(self) -> str:
        """Return the query for a list in which the choice is ticked, and that says why."""
        return self.query(**{NOTE_PARAMETER: self.notes})


def asked_in(query: QueryDict) -> list[str]:
    """Return the slugs that an address names, as often as it does."""
    return [slug for value in query.getlist(PARAMETER) if (slug := value.strip())]


def query_of(approaches: Iterable[Any], **more: Any) -> str:
    slugs = [approach.slug for approach in approaches]
    return urlencode({PARAMETER: slugs, **more}, doseq=True)


def notes_in(query: QueryDict) -> list[Any]:
    """Return the sentences that an address asks for, each once."""
    asked = query.getlist(NOTE_PARAMETER)
    return [sentence for note, sentence in NOTES.items() if note in asked]


def _searchable(slugs: list[str]) -> list[str]:
    # PostgreSQL takes no NUL in a text.
    return [slug for slug in slugs if "\0" not in slug]
