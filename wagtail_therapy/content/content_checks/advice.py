"""Advice for editors about problems that readers of a page may have.

A page type with advice implements ``get_advice()`` and has an ``AdvicePanel``. Advice changes
nothing and doesn't stop a page from being published. The rules about words are for English only:
they skip pages in other languages.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamValue
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText, get_text_for_indexing

from wagtail_therapy.content.blocks.please_check import is_piece_to_check
from wagtail_therapy.content.content_checks.registry import ContentCheck, register_content_check
from wagtail_therapy.content.pictures.alt_text import file_stem, is_described
from wagtail_therapy.content.streamfield.values import values_within
from wagtail_therapy.content.text.citations import CITATION
from wagtail_therapy.content.text.plain_text import plain_text
from wagtail_therapy.content.text.safe_html import texts_of

MAX_PARAGRAPH_WORDS = 180
PARAGRAPH = re.compile(r"<p\b[^<>]*+>")

CLAIM = re.compile(
    r"\b(?:research|science|evidence|stud(?:y|ies)|trials?|psychologists|scientists)"
    r"\s+(?:(?:has|have|clearly|consistently|now|also)\s+){0,2}"
    r"(?:shows?|showed|shown|suggests?|suggested|proves?|proved|proven|finds?|found|confirms?"
    r"|confirmed|demonstrates?|demonstrated|indicates?)\b"
    r"|\b(?:no|little|some|good|strong|solid|growing) evidence\b|\bevidence[- ]based\b"
    r"|\bproven\b|\bmeta[- ]analys[ei]s\b",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"\b(?:cures?|cured|guarantees?|guaranteed|miracles?|risk[- ]free)\b"
    r"|\bbest (?:therap(?:y|ists?)|treatments?|psychologists?|counsell?ors?)\b"
    r"|\b100\s?%",
    re.IGNORECASE,
)
# Before a promise, in the same sentence: "there is no cure".
DENIAL = re.compile(
    r"(?:\b(?:no|not|nor|never|cannot|without)\b|n[’']t\b)[^.!?]{0,40}$", re.IGNORECASE
)
# More characters than DENIAL can match.
CONTEXT_LENGTH = 60

TEXT_SELECTOR = (
    ".therapy-body p, .therapy-body li, .therapy-body h2, .therapy-body h3, .therapy-title"
)
UNDESCRIBED_IMAGE = register_content_check(
    "undescribed-image",
    gettext_lazy("Picture without a description"),
    gettext_lazy("Say what it shows, for people who can’t see it, or tick “Only decoration”."),
    selector=".therapy-body img",
)
LONG_PARAGRAPH = register_content_check(
    "long-paragraph",
    gettext_lazy("Long paragraph"),
    gettext_lazy("Split it: on a phone it fills more than one screen."),
    selector=".therapy-body p",
)
POSSIBLE_PROMISE = register_content_check(
    "promise",
    gettext_lazy("May be read as a promise"),
    gettext_lazy("Does your profession allow it? Readers may expect a result."),
    selector=TEXT_SELECTOR,
)
UNSUPPORTED_CLAIM = register_content_check(
    "claim-without-reference",
    gettext_lazy("A claim, but the page cites nothing"),
    gettext_lazy("Say where readers can find it: add a reference, and cite it here."),
    selector=TEXT_SELECTOR,
)
PIECE_TO_CHECK = register_content_check(
    "please-check",
    gettext_lazy("A piece of your old site"),
    gettext_lazy("We could not take it apart. Make real blocks of it, and delete it."),
    selector=".therapy-please-check",
)


@dataclass(frozen=True)
class Advice:
    """A sentence for the editor, about a field of the page."""

    field: str
    message: str
    label: Any = dataclasses.field(default="", compare=False)
    # Its rule in Wagtail's content checker, and the words or file that show where it applies.
    check: ContentCheck | None = dataclasses.field(default=None, compare=False)
    place: str = dataclasses.field(default="", compare=False)


Rule = Callable[[Any], Iterable[Advice]]


def collect_advice(page: Any, rules: Iterable[Rule], labels: Mapping[str, Any]) -> list[Advice]:
    """Return the advice from all rules in the order of ``labels``, which has the fields' labels."""
    found = chain.from_iterable(rule(page) for rule in rules)
    order = list(labels)
    labelled = (replace(one, label=labels[one.field]) for one in found)
    return sorted(labelled, key=lambda one: order.index(one.field))


def images_without_description(page: Any) -> Iterator[Advice]:
    for image in _images(page.body.stream_block, page.body):
        if not image.decorative and not is_described(image.contextual_alt_text, image):
            message = _(
                "Say what the image “%(title)s” shows, for people who can’t see it, or tick "
                "“Only decoration”."
            )
            said = message % {"title": image.title}
            yield Advice("body", said, check=UNDESCRIBED_IMAGE, place=file_stem(image))


def long_paragraphs(page: Any) -> Iterator[Advice]:
    for text in _paragraphs(page.body):
        words = text.split()
        if len(words) > MAX_PARAGRAPH_WORDS:
            message = _("The paragraph “%(start)s…” has %(number)d words. Split it.")
            start = _start(words)
            said = message % {"start": start, "number": len(words)}
            yield Advice("body", said, check=LONG_PARAGRAPH, place=start)


def pieces_to_check(page: Any) -> Iterator[Advice]:
    """Yield advice about each piece that an import kept as HTML."""
    for piece in values_within(page.body.stream_block, page.body, is_piece_to_check):
        texts = texts_of(piece["html"])
        if texts:
            message = _("“%(start)s…” is a piece of your old site. Make real blocks of it.")
            said = message % {"start": _start(" ".join(texts).split())}
        else:
            said = _("Something is missing here. See the block “Please check”, and delete it.")
        # On the page, the texts of two cells have nothing between them.
        place = _start(texts[0].split()) if texts else ""
        yield Advice("body", said, check=PIECE_TO_CHECK, place=place)


def _start(words: list[str]) -> str:
    return " ".join(words[:5]).rstrip(".,;:")


def promises(text: str, pattern: re.Pattern[str] = PROMISE) -> Iterator[Advice]:
    """Yield advice about each word in an English text that may be read as a promise, once."""
    for word in dict.fromkeys(_promises_in(text, pattern)):
        message = _("“%(word)s” may be read as a promise. Does your profession allow it?")
        yield Advice("body", message % {"word": word}, check=POSSIBLE_PROMISE, place=word)


def claims_without_reference(text: str, cites: bool) -> Iterator[Advice]:
    found = CLAIM.search(text)
    if found and not cites:
        message = _("You write “%(words)s”, but cite nothing. Say where readers can find it.")
        words = " ".join(found[0].split())
        said = message % {"words": words}
        yield Advice("references", said, check=UNSUPPORTED_CLAIM, place=words)


def english_text(page: Any, *texts: str) -> str:
    """Return the texts and the body of an English page as one text, or "" for other languages."""
    if not page.locale.language_code.startswith("en"):
        return ""
    return ". ".join([*texts, plain_text(page.body)])


def has_citations(body: StreamValue) -> bool:
    """Whether the body cites anything."""
    texts = (child.block.get_searchable_content(child.value) for child in body)
    return any(CITATION.search(text) for text in chain.from_iterable(texts))


def _promises_in(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    for found in pattern.finditer(text):
        start = found.start()
        if not DENIAL.search(text[max(0, start - CONTEXT_LENGTH) : start]):
            yield found[0].lower()


def _paragraphs(body: StreamValue) -> Iterator[str]:
    for value in values_within(
        body.stream_block, body, lambda _block, one: isinstance(one, RichText)
    ):
        for part in value.source.split("</p>")[:-1]:
            if found := PARAGRAPH.search(part):
                yield get_text_for_indexing(part[found.end() :])


def _images(block: Any, value: Any) -> Iterator[Any]:
    """Yield the images in a value, however deep, that have their own alt text."""
    found = values_within(block, value, lambda one, _value: isinstance(one, ImageBlock))
    return filter(None, found)
