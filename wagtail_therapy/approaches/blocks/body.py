from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from wagtail_therapy.approaches.blocks.base import SectionBlock
from wagtail_therapy.authors.blocks import AuthoredBodyBlock
from wagtail_therapy.content.text.headings import TOP_LEVEL, HeadingValue

from . import links, lists, texts

# A new page starts with these. Their help texts ask the questions; empty ones are not shown.
STARTING_SECTIONS = [
    "key_points",
    "how_it_works",
    "what_to_expect",
    "fit",
    "evidence",
    "risks_and_limits",
    "if_it_does_not_help",
    "training",
    "questions_to_ask",
]


class ApproachBodyBlock(AuthoredBodyBlock):
    """The body of an approach: the blocks of ``AuthoredBodyBlock``, and its sections.

    Empty sections are not on the page, nor in its table of contents, search or API.
    """

    key_points = lists.KeyPointsBlock()
    how_it_works = texts.HowItWorksBlock()
    what_to_expect = texts.WhatToExpectBlock()
    techniques = lists.TechniquesBlock()
    fit = lists.FitBlock()
    evidence = texts.EvidenceBlock()
    risks_and_limits = texts.RisksBlock()
    if_it_does_not_help = texts.IfItDoesNotHelpBlock()
    training = lists.TrainingBlock()
    history = texts.HistoryBlock()
    questions_to_ask = lists.QuestionsToAskBlock()
    faq = lists.FAQSectionBlock()
    myths = lists.MythsBlock()
    differences = links.DifferencesBlock()
    related = links.RelatedBlock()
    glossary_term = texts.GlossaryTermBlock()
    approach_teaser = links.ApproachTeaserBlock()

    class Meta:
        block_counts = {
            name: {"max_num": 1}
            for name in (
                *STARTING_SECTIONS,
                "techniques",
                "history",
                "faq",
                "myths",
                "differences",
                "related",
            )
        }

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        return super().render(without_empty_sections(value), context=context)

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        return super().get_api_representation(without_empty_sections(value), context=context)


def without_empty_sections(body: StreamValue) -> StreamValue:
    """Return the body without its empty sections."""
    rows = [(child.block_type, child.value, child.id) for child in body if not is_empty(child)]
    return StreamValue(body.stream_block, rows)


@dataclass(frozen=True)
class BodyParts:
    """A body without its empty sections, where the page puts something between its parts."""

    # Only if the body starts with them.
    key_points: StreamValue
    # Everything else. The claims come after its first section.
    text: StreamValue
    opening: StreamValue
    rest: StreamValue


def split_body(body: StreamValue) -> BodyParts:
    shown = without_empty_sections(body)
    points = int(bool(shown) and shown[0].block_type == "key_points")
    opening = _end_of_opening(shown, points)
    rows = [(child.block_type, child.value, child.id) for child in shown]
    parts = (rows[:points], rows[points:], rows[points:opening], rows[opening:])
    return BodyParts(*(StreamValue(body.stream_block, part) for part in parts))


def _end_of_opening(body: StreamValue, start: int) -> int:
    # The claims are what the section on evidence sums up.
    if len(body) > start and body[start].block_type == "evidence":
        return start
    headings = (at for at in range(start + 1, len(body)) if _is_heading(body[at].value))
    return next(headings, len(body))


def _is_heading(value: Any) -> bool:
    return isinstance(value, HeadingValue) and value.level == TOP_LEVEL


def is_empty(child: StreamValue.StreamChild) -> bool:
    return isinstance(child.block, SectionBlock) and not child.value.has_content


def starting_body() -> list[tuple[str, dict[str, Any]]]:
    """Return the sections that a new page starts with, all of them empty."""
    return [(name, {}) for name in STARTING_SECTIONS]
