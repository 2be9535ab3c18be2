"""The same for Wagtail's API v3, which came with Wagtail 8.0 and can be written to.

What it tells is what it takes: texts are as the editor stores them, unless ``html`` is asked for.
"""

from typing import Any

from wagtail.api.v3.schemas.generators.read import (
    read_generator,
    rich_text_schema,
    streamfield_schema,
)

from wagtail_therapy.content.api_serializers import is_for_readers
from wagtail_therapy.content.fields import TherapyRichTextField, TherapyStreamField
from wagtail_therapy.content.shown_texts import shown_html, shown_stream

STORED = "db_html"


def register_schemas() -> None:
    read_generator.register_field_schema(
        TherapyStreamField, _schema(streamfield_schema, shown_stream)
    )
    read_generator.register_field_schema(TherapyRichTextField, _schema(rich_text_schema, _html))


def _schema(usual, shown):
    """Return Wagtail's schema of a field, with our way to tell of it where readers are meant."""

    def schema(generator, field):
        kind, default, wagtails = usual(generator, field)

        def resolve(obj: Any, context: Any) -> Any:
            if is_for_readers(context["request"], STORED):
                return shown(obj, field.name, context)
            return wagtails.__func__(obj, context)

        return kind, default, staticmethod(resolve)

    return schema


def _html(row, name, context):
    return shown_html(getattr(row, name), context["request"])
