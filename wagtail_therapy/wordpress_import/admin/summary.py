"""How an import goes, in a sentence and in numbers, for editors."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import WordPressImport
from ..reporting.report_words import Outcome

State = WordPressImport.State

OTHERS = {
    "comments/imported": gettext_lazy("Comments to read under posts"),
    "authors/made": gettext_lazy("New authors"),
    "categories/made": gettext_lazy("New categories"),
    "tags/made": gettext_lazy("New tags"),
}
SENTENCES = {
    State.UPLOADED: gettext_lazy("The file is uploaded. Choose what becomes of it next."),
    State.CHECKED: gettext_lazy("Nothing has been imported yet. This is what would become of it:"),
}


def sentence_of(brought: WordPressImport) -> str:
    if brought.state == State.CHECKING:
        return _progress(
            brought,
            _("The file is being checked. Nothing is imported."),
            _("The file is being checked: %(number)d of %(total)d items. Nothing is imported."),
        )
    if brought.state == State.IMPORTING:
        return _progress(
            brought,
            _("It’s being imported."),
            _("It’s being imported: %(number)d of %(total)d items so far."),
        )
    if brought.state == State.FINISHED:
        return _finished(brought)
    if brought.state == State.FAILED:
        return brought.error
    return str(SENTENCES[brought.state])


def counts_of(brought: WordPressImport) -> list[tuple[Any, int]]:
    """Return how many items had which outcome, without those that no item had."""
    counts = brought.counts
    return [(label, counts[name]) for name, label in Outcome.choices if counts.get(name)]


def others_of(brought: WordPressImport) -> list[tuple[Any, int]]:
    """Return how many of what isn't an item of its own were imported or made."""
    counts = brought.counts
    return [(label, counts[name]) for name, label in OTHERS.items() if counts.get(name)]


def percentage_of(brought: WordPressImport) -> int | None:
    """Return how much is done of an import that is running. None: it isn't known."""
    if not (brought.is_running and brought.items_total):
        return None
    return 100 * brought.items_done // brought.items_total


def _progress(brought: WordPressImport, beginning: str, text: str) -> str:
    if not brought.items_total:
        return beginning
    return text % {"number": brought.items_done, "total": brought.items_total}


def _finished(brought: WordPressImport) -> str:
    number = brought.counts.get(Outcome.PUBLISHED, 0)
    text = ngettext(
        "It’s done: %(number)d page is public. No one was emailed.",
        "It’s done: %(number)d pages are public. No one was emailed.",
        number,
    )
    return text % {"number": number}
