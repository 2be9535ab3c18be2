"""Sections that are lists."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.approaches.blocks.base import (
    PairBlock,
    SectionBlock,
    inline_block,
    prose_block,
    without_empty,
)
from wagtail_therapy.content.blocks import FAQBlock, LinesBlock
from wagtail_therapy.content.streamfield import text_blocks


class ListSectionBlock(SectionBlock):
    """A section with lists. Empty items are not shown."""

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        lists = {
            name: without_empty(block, value.get(name))
            for name, block in self.child_blocks.items()
            if isinstance(block, blocks.ListBlock)
        }
        return context | lists


class KeyPointsBlock(ListSectionBlock):
    points = LinesBlock(
        inline_block(_("Point")),
        label=_("Points"),
        max_num=6,
        help_text=_("Three to six, for people who read nothing else."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        default_heading = _("Key points")
        anchor = "key-points"
        description = _("The page in three to six points")
        template = "wagtail_therapy/approaches/blocks/key_points.html"
        preview_value = {
            "points": [_("<p>You talk, and plan small steps.</p>"), _("<p>It is time-limited.</p>")]
        }


class TechniqueBlock(PairBlock):
    name = text_blocks.CharBlock(label=_("Name"), required=False, max_length=255)
    description = inline_block(_("What you do"), _("In one sentence."))

    class Meta:
        icon = "edit"
        label = _("Technique")


class TechniquesBlock(ListSectionBlock):
    techniques = blocks.ListBlock(
        TechniqueBlock(),
        label=_("Techniques"),
        help_text=_(
            "The few techniques that people will meet, each explained in a sentence without jargon."
        ),
    )

    class Meta:
        icon = "edit"
        label = _("Techniques")
        default_heading = _("Techniques you may come across")
        anchor = "techniques"
        description = _("What therapist and client do, and what it is called")
        template = "wagtail_therapy/approaches/blocks/techniques.html"
        preview_value = {
            "techniques": [
                {
                    "name": _("Thought record"),
                    "description": _("<p>You write down what went through your mind.</p>"),
                }
            ]
        }


class FitBlock(ListSectionBlock):
    suits = LinesBlock(
        inline_block(_("Line")),
        label=_("It may suit you if"),
        help_text=_(
            "Complete the sentence, for example: you like to have something to try between sessions"
        ),
    )
    suits_less = LinesBlock(
        inline_block(_("Line")),
        label=_("Another approach may suit you better if"),
        help_text=_("Be as fair as in the list above."),
    )

    class Meta:
        icon = "group"
        label = _("Is it for me?")
        default_heading = _("Is it for me?")
        anchor = "fit"
        description = _("Who it may suit, and who another approach may suit better")
        template = "wagtail_therapy/approaches/blocks/fit.html"
        preview_value = {
            "suits": [_("<p>you like to try things out between sessions</p>")],
            "suits_less": [_("<p>you want to speak freely, without a plan</p>")],
        }


class RegisterBlock(blocks.StructBlock):
    name = text_blocks.CharBlock(label=_("Register or association"), max_length=255)
    url = blocks.URLBlock(label=_("Web address"))

    class Meta:
        icon = "link"
        label = _("Register")


class TrainingBlock(ListSectionBlock):
    text = prose_block(_("Who can offer it"), _("What training it takes, and how long."))
    credentials = LinesBlock(
        text_blocks.CharBlock(label=_("Credential"), required=False, max_length=255),
        label=_("Letters and titles"),
        default=[],
        help_text=_("What to look for after a therapist’s name."),
    )
    how_to_check = prose_block(_("How to check"), _("Where a reader can check it."))
    registers = blocks.ListBlock(RegisterBlock(), label=_("Registers"), default=[])

    class Meta:
        icon = "success"
        label = _("Training")
        default_heading = _("Who can offer it")
        anchor = "training"
        description = _("Who may offer it, what their titles mean, and how to check")
        template = "wagtail_therapy/approaches/blocks/training.html"
        preview_value = {
            "text": _("<p>Therapists with about two years of training in it.</p>"),
            "registers": [
                {"name": _("Register of Imagined Therapists"), "url": "https://register.example/"}
            ],
        }


class QuestionsToAskBlock(ListSectionBlock):
    questions = LinesBlock(
        text_blocks.CharBlock(label=_("Question"), required=False, max_length=255),
        label=_("Questions"),
        help_text=_("What to ask before or in a first session. Readers may print the list."),
    )

    class Meta:
        icon = "help"
        label = _("Questions to ask")
        default_heading = _("Questions to bring to a first session")
        anchor = "questions-to-ask"
        description = _("Questions for readers to bring to a first session")
        template = "wagtail_therapy/approaches/blocks/questions_to_ask.html"
        preview_value = {"questions": [_("How will we know whether it helps?")]}


class MythBlock(PairBlock):
    myth = text_blocks.CharBlock(label=_("Myth"), required=False, max_length=255)
    answer = inline_block(_("What’s true"))

    class Meta:
        icon = "cross"
        label = _("Myth")


class MythsBlock(ListSectionBlock):
    myths = blocks.ListBlock(MythBlock(), label=_("Myths"))

    class Meta:
        icon = "cross"
        label = _("Myths")
        default_heading = _("Common myths")
        anchor = "myths"
        description = _("What people believe about it that isn’t true")
        template = "wagtail_therapy/approaches/blocks/myths.html"
        preview_value = {
            "myths": [
                {
                    "myth": _("You lie on a couch for years."),
                    "answer": _("<p>Most people sit, and come for some months.</p>"),
                }
            ]
        }


class FAQSectionBlock(SectionBlock, FAQBlock):
    """The block of questions and answers, as a section with a heading."""

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        default_heading = _("Questions people ask")
        anchor = "faq"
        description = _("Questions that people ask; a click opens the answer")
        template = "wagtail_therapy/approaches/blocks/faq_section.html"
