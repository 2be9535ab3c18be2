"""Our fields are known to Wagtail's API v2, whichever view set a host registers."""

import pytest
from wagtail.api.v2.serializers import BaseSerializer

from wagtail_therapy.content.api import serializers
from wagtail_therapy.content.api.serializers import is_for_readers
from wagtail_therapy.content.fields import TherapyRichTextField, TherapyStreamField


def test_v2_knows_our_fields():
    known = BaseSerializer.serializer_field_mapping

    assert (known[TherapyStreamField], known[TherapyRichTextField]) == (
        serializers.ReaderStreamField,
        serializers.ReaderRichTextField,
    )


@pytest.mark.parametrize(
    ("query", "setting", "expected"),
    [
        ("", None, True),
        ("", "html", True),
        ("", "db_html", False),
        ("?rich_text_format=html", "db_html", True),
        ("?rich_text_format=markdown", "html", False),
    ],
)
def test_texts_are_for_readers_unless_asked_or_set_otherwise(
    rf, settings, query, setting, expected
):
    if setting:
        settings.WAGTAILAPI_RICH_TEXT_FORMAT = setting

    assert is_for_readers(rf.get(f"/{query}")) is expected


def test_texts_without_a_request_are_for_readers():
    assert is_for_readers(None)
