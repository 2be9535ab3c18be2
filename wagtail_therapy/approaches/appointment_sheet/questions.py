"""Questions to ask at a first appointment: our standard ones, and those from approach pages."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches.blocks.base import without_empty
from wagtail_therapy.content.caching import cached_many
from wagtail_therapy.content.text.citations import strip_citations

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


def questions(
    approaches: Iterable[Any], chosen: set[str] | None, request: Any = None
) -> list[Question]:
    """Return the standard questions, then those of the approaches, each once.

    ``chosen`` are keys. None chooses the standard questions: the reader has not chosen yet. With a
    request, the questions of approaches are cached.
    """
    approaches = list(approaches)
    wanted = set(STANDARD_QUESTIONS) if chosen is None else chosen
    keys = {one.pk: ("questions", one._meta.label, one.pk) for one in approaches}
    if request is None:
        own = dict(_own(approaches, keys))
    else:
        own = cached_many(keys, lambda pks: _own(approaches, pks), request)
    texts = [text for one in approaches for text in own[one.pk]]
    offered = STANDARD_QUESTIONS | {_key(text): text for text in texts}
    return [Question(key, text, key in wanted) for key, text in offered.items()]


def _own(approaches: Iterable[Any], pks: Collection[int]) -> Iterator[tuple[int, list[str]]]:
    """Yield the keys and questions of approaches that were read without their bodies."""
    for model in {type(one) for one in approaches}:
        pages = model.objects.filter(pk__in=pks).order_by()
        for pk, body in pages.values_list("pk", "body"):
            yield pk, list(_in_body(body))


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
