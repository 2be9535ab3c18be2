"""Sections that are written in paragraphs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.approaches.blocks.base import (
    PairBlock,
    SectionBlock,
    has_text,
    inline_block,
    prose_block,
    without_empty,
)
from wagtail_therapy.content.blocks import BLOCK_PREVIEW_TEMPLATE
from wagtail_therapy.content.streamfield import text_blocks


class TermBlock(PairBlock):
    term = text_blocks.CharBlock(label=_("Term"), required=False, max_length=255)
    definition = inline_block(_("What it means"), _("In one plain sentence."))

    class Meta:
        icon = "openquote"
        label = _("Term")


class HowItWorksBlock(SectionBlock):
    text = prose_block(
        _("Text"), _("What the idea is, and what is thought to help. Start with an everyday word.")
    )
    concepts = blocks.ListBlock(
        TermBlock(),
        label=_("Key concepts"),
        default=[],
        help_text=_("Words that a reader will come across elsewhere, each in one sentence."),
    )

    class Meta:
        icon = "cogs"
        label = _("How it works")
        default_heading = _("How it works")
        anchor = "how-it-works"
        description = _("The idea behind the approach, and its key concepts")
        template = "wagtail_therapy/approaches/blocks/how_it_works.html"
        preview_value = {
            "text": _("<p>You look together at what keeps a worry going, one step at a time.</p>"),
            "concepts": [
                {"term": _("Avoidance"), "definition": _("<p>Keeping away from your worries.</p>")}
            ],
        }

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        concepts = without_empty(self.child_blocks["concepts"], value.get("concepts"))
        return context | {"concepts": concepts}


class WhatToExpectBlock(SectionBlock):
    """What happens, in order."""

    PARTS = {
        "first_session": _("The first session"),
        "usual_session": _("A usual session"),
        "between_sessions": _("Between sessions"),
        "over_time": _("Over time"),
        "ending": _("How it ends"),
    }

    first_session = prose_block(
        PARTS["first_session"], _("Who asks what, and what no one has to answer.")
    )
    usual_session = prose_block(
        PARTS["usual_session"], _("What the two of you do for most of the hour.")
    )
    between_sessions = prose_block(
        PARTS["between_sessions"], _("What you ask of people, and what happens if they don’t.")
    )
    over_time = prose_block(PARTS["over_time"], _("How you notice together whether it helps."))
    ending = prose_block(PARTS["ending"], _("Who decides, and how long before."))

    class Meta:
        icon = "list-ol"
        label = _("What to expect")
        default_heading = _("What to expect")
        anchor = "what-to-expect"
        description = _("The first session, a usual one, between them, over time, and the ending")
        template = "wagtail_therapy/approaches/blocks/what_to_expect.html"
        preview_value = {
            "first_session": _("<p>We talk about what brings you, as far as you like.</p>"),
            "ending": _("<p>You decide, and we plan it together.</p>"),
        }

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return context | {"parts": _parts(self, value, self.PARTS)}


class EvidenceBlock(SectionBlock):
    summary = prose_block(
        _("What research says"),
        _("Which people, compared with what, and how sure it is. Cite it: [ref:key]."),
    )
    limits = prose_block(
        _("What research can’t say"), _("Who wasn’t in the studies, and what they didn’t measure.")
    )

    class Meta:
        icon = "search"
        label = _("Evidence")
        default_heading = _("What research says")
        anchor = "evidence"
        description = _("What research says about it, and what it can’t say")
        template = "wagtail_therapy/approaches/blocks/evidence.html"
        preview_value = {
            "summary": _("<p>Three small trials found it about as helpful as the usual care.</p>"),
            "limits": _("<p>None of them asked people again a year later.</p>"),
        }


class TextSectionBlock(SectionBlock):
    """A section that only has text."""

    class Meta:
        template = "wagtail_therapy/approaches/blocks/text_section.html"


class RisksBlock(TextSectionBlock):
    text = prose_block(
        _("Text"), _("What can feel worse before it gets better, and who it isn’t advised for.")
    )

    class Meta:
        icon = "warning"
        label = _("Risks and limits")
        default_heading = _("Risks and limits")
        anchor = "risks-and-limits"
        description = _("What may go wrong or feel worse, and what it can’t do")
        preview_value = {
            "text": _("<p>Some people feel worse for a while. Tell your therapist if you do.</p>")
        }


class IfItDoesNotHelpBlock(TextSectionBlock):
    text = prose_block(_("Text"), _("When to speak up, who to speak to, and what else there is."))

    class Meta:
        icon = "help"
        label = _("If it doesn’t help")
        default_heading = _("If it doesn’t help")
        anchor = "if-it-does-not-help"
        description = _("What a reader can do when it doesn’t help")
        preview_value = {"text": _("<p>Tell your therapist. It isn’t your fault.</p>")}


class HistoryBlock(TextSectionBlock):
    text = prose_block(_("Text"), _("Who developed it, when, and from what. A short paragraph."))

    class Meta:
        icon = "history"
        label = _("History")
        default_heading = _("Where it comes from")
        anchor = "history"
        description = _("Who developed it, and when")
        preview_value = {"text": _("<p>It began in the 1970s, in one small clinic.</p>")}


class GlossaryTermBlock(TermBlock):
    """One word explained, anywhere in the text."""

    class Meta:
        icon = "openquote"
        label = _("Word explained")
        group = _("Text")
        description = _("A word that readers may not know, with its meaning")
        template = "wagtail_therapy/approaches/blocks/glossary_term.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {
            "term": _("Alliance"),
            "definition": _("<p>How well you and your therapist work together.</p>"),
        }

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return context | {"is_complete": self.is_complete(value)}


def _parts(block: Any, value: Any, labels: dict[str, Any]) -> list[tuple[Any, Any]]:
    """Return the parts that have text, as pairs of a heading and a text."""
    return [
        (label, value[name])
        for name, label in labels.items()
        if has_text(block.child_blocks[name], value.get(name))
    ]
