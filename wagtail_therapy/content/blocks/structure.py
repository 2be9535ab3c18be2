from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from wagtail_therapy.content.fields import INLINE_FEATURES, PROSE_FEATURES
from wagtail_therapy.content.streamfield import text_blocks
from wagtail_therapy.content.streamfield.localize import TranslatedTableMixin

from .base import BLOCK_PREVIEW_TEMPLATE


class FAQQuestionBlock(blocks.StructBlock):
    question = text_blocks.CharBlock(label=_("Question"), max_length=255)
    answer = blocks.RichTextBlock(label=_("Answer"), features=PROSE_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question")
        template = "wagtail_therapy/content/blocks/faq_question.html"


def _is_complete(question: Any) -> bool:
    return question.get("question") and question.get("answer")


class FAQBlock(blocks.StructBlock):
    questions = blocks.ListBlock(FAQQuestionBlock(), label=_("Questions"))

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        listed = value["questions"].bound_blocks
        return context | {"questions": [each for each in listed if _is_complete(each.value)]}

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        group = _("Structure")
        description = _("Questions that people ask; a click opens the answer")
        template = "wagtail_therapy/content/blocks/faq.html"
        email_template = "wagtail_therapy/content/emails/blocks/faq.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {
            "questions": [
                {
                    "question": _("What if I do not know what to say?"),
                    "answer": _("<p>Then we begin with that.</p>"),
                },
                {
                    "question": _("How long does a session take?"),
                    "answer": _("<p>Fifty minutes.</p>"),
                },
            ]
        }


class TranslatedTableBlock(TranslatedTableMixin, TypedTableBlock):
    """Wagtail's table, for wagtail-localize."""


class TableBlock(blocks.StructBlock):
    table = TranslatedTableBlock(
        [
            ("text", text_blocks.CharBlock(label=_("Words"), required=False)),
            (
                "rich_text",
                blocks.RichTextBlock(
                    label=_("Words with links"), required=False, features=INLINE_FEATURES
                ),
            ),
        ],
        label=_("Table"),
    )
    first_column_is_header = blocks.BooleanBlock(
        label=_("The first column says what each row is about"), required=False, default=True
    )

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        table = value.get("table")
        headings = [column["heading"] for column in table.columns] if table else []
        rows = table.rows if table else []
        return context | {
            "has_headings": any(headings),
            # For emails, where a row may be shown as a list.
            "named_rows": [list(zip(headings, row, strict=False)) for row in rows],
        }

    class Meta:
        icon = "table"
        label = _("Table")
        group = _("Structure")
        description = _("Rows and columns, for comparisons")
        template = "wagtail_therapy/content/blocks/table.html"
        email_template = "wagtail_therapy/content/emails/blocks/table.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {
            "table": {
                "caption": _("Two ways to meet"),
                "columns": [
                    {"type": "text", "heading": ""},
                    {"type": "text", "heading": _("In the room")},
                    {"type": "text", "heading": _("By video")},
                ],
                "rows": [
                    {"values": [_("Takes"), _("50 minutes"), _("50 minutes")]},
                    {"values": [_("You need"), _("nothing"), _("a quiet place")]},
                ],
            },
            "first_column_is_header": True,
        }
