"""How an import goes, in a sentence and in numbers, for editors."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import SubscriberImport
from ..readers.import_outcomes import LABELS, Outcome

State = SubscriberImport.State

SECONDS_TO_CHANGE = 5
# Before it is known whether they are added or asked.
FORETOLD = {Outcome.ADDED: gettext_lazy("new for your list")}
SENTENCES = {
    State.UPLOADED: gettext_lazy("The file is uploaded. Check its columns next."),
    State.CHECKED: gettext_lazy("Nothing has been imported yet. This is what would become of it:"),
    State.UNDONE: gettext_lazy("The import is undone. The list is as it was before."),
}


def sentence_of(brought: SubscriberImport) -> str:
    if brought.state == State.CHECKING:
        return _checking(brought)
    if brought.state == State.IMPORTING:
        return _importing(brought)
    if brought.state == State.FINISHED:
        return _finished(brought)
    if brought.state == State.FAILED:
        return brought.error
    return str(SENTENCES[brought.state])


def rows_of(brought: SubscriberImport) -> list[tuple[Any, int]]:
    """Return how many rows had which outcome, without those that no row had."""
    if brought.state == State.UNDONE:
        return []
    labels = LABELS | labels_of(brought)
    return [(labels[one], brought.counts[one]) for one in LABELS if brought.counts.get(one)]


def labels_of(brought: SubscriberImport) -> dict[Outcome, Any]:
    """Return the words that are different for this import."""
    return FORETOLD if brought.started_at is None else {}


def _checking(brought: SubscriberImport) -> str:
    text = ngettext(
        "The file is being checked: %(number)d row so far. Nothing is imported yet.",
        "The file is being checked: %(number)d rows so far. Nothing is imported yet.",
        brought.rows_done,
    )
    return text % {"number": brought.rows_done}


def _importing(brought: SubscriberImport) -> str:
    if not brought.rows_total:
        text = ngettext(
            "It’s being imported: %(number)d row so far.",
            "It’s being imported: %(number)d rows so far.",
            brought.rows_done,
        )
        return text % {"number": brought.rows_done}
    values = {"number": brought.rows_done, "total": brought.rows_total}
    return _("It’s being imported: %(number)d of %(total)d rows so far.") % values


def _finished(brought: SubscriberImport) -> str:
    if brought.asks:
        text = ngettext(
            "It’s done: %(number)d person gets one email that asks them.",
            "It’s done: %(number)d people get one email each that asks them.",
            brought.new_readers,
        )
    else:
        text = ngettext(
            "It’s done: %(number)d new reader. No one was emailed.",
            "It’s done: %(number)d new readers. No one was emailed.",
            brought.new_readers,
        )
    return text % {"number": brought.new_readers}
