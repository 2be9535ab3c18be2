"""Questions to ask at a first appointment: our standard ones, and those from approach pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches.blocks.base import without_empty
from wagtail_therapy.content.citations import strip_citations

QUESTIONS_BLOCK = "questions_to_ask"
# By their names in addresses.
STANDARD_QUESTIONS = {
    "experience": _("Have you worked with people who wanted help with the same?"),
    "training": _("How did you train for this, and where can I check that?"),
    "sessions": _("How many sessions do you expect, and how often?"),
    "cost": _("What does a session cost? What if I have to cancel one?"),
    "helping": _("How will we know whether it helps?"),
    "not-helping": _("What do we do if it doesn’t help?"),
    "worse": _("Could I feel worse for a while? What do I do then?"),
    "private": _("Who gets to know what I tell you?"),
}


@dataclass(frozen=True)
class Question:
    key: str
    text: Any
    is_chosen: bool


def questions(approaches: Iterable[Any], chosen: set[str] | None) -> list[Question]:
    """Return the standard questions, then those of the approaches, each once.

    ``chosen`` are keys. None chooses the standard questions: the reader has not chosen yet.
    """
    wanted = set(STANDARD_QUESTIONS) if chosen is None else chosen
    offered = STANDARD_QUESTIONS | {
        _key(text): text for body in _bodies(approaches) for text in _in_body(body)
    }
    return [Question(key, text, key in wanted) for key, text in offered.items()]


def _bodies(approaches: Iterable[Any]) -> Iterator[Any]:
    """Yield the bodies of approaches that were read without them, in their order."""
    approaches = list(approaches)
    found: dict[int, Any] = {}
    for model in {type(one) for one in approaches}:
        pages = model.objects.filter(pk__in=[one.pk for one in approaches]).order_by()
        found |= dict(pages.values_list("pk", "body"))
    yield from (found[one.pk] for one in approaches)


def _in_body(body: Any) -> Iterator[str]:
    for place, raw in enumerate(body.raw_data):
        # Reading other blocks would read the pages and pictures that they choose.
        if raw["type"] == QUESTIONS_BLOCK:
            child = body[place]
            lines = child.block.child_blocks["questions"]
            yield from map(strip_citations, without_empty(lines, child.value.get("questions")))


def _key(text: str) -> str:
    # Not its position on the page, where another question may be tomorrow.
    return sha256(text.encode()).hexdigest()[:8]
