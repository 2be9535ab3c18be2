"""How Wagtail's APIs tell of our rich text and streams, whichever view set a host registers."""

from typing import Any

import wagtail
from django.apps import apps
from rest_framework.fields import CharField
from wagtail.api.v2.serializers import BaseSerializer, StreamField
from wagtail.fields import RichTextField

from wagtail_therapy.conf import conf
from wagtail_therapy.content.fields import TherapyRichTextField, TherapyStreamField
from wagtail_therapy.content.shown_texts import shown_html, shown_stream

HTML = "html"
# Wagtail 7.4 has none of its own.
WagtailsRichTextField: Any = BaseSerializer.serializer_field_mapping.get(RichTextField, CharField)


def register_serializers() -> None:
    """Have Wagtail's APIs know our fields; API v3 where the host has installed it."""
    BaseSerializer.serializer_field_mapping |= {
        TherapyStreamField: ShownStreamField,
        TherapyRichTextField: ShownRichTextField,
    }
    if wagtail.VERSION >= (8, 0) and apps.is_installed("wagtail.api.v3"):
        from .api_schemas import register_schemas

        register_schemas()


def is_for_readers(request: Any, default: str) -> bool:
    """Whether texts are wanted as readers see them: by the request, the host, or by default."""
    asked = request.GET.get("rich_text_format") if request else None
    return (asked or conf.api_rich_text_format or default) == HTML


class ShownStreamField(StreamField):
    """A stream in API v2, for readers unless a request wants it in another form."""

    def get_attribute(self, instance):
        return instance

    def to_representation(self, value):
        if is_for_readers(self.context.get("request"), HTML):
            return shown_stream(value, self.source, self.context)
        return super().to_representation(getattr(value, self.source))


class ShownRichTextField(WagtailsRichTextField):
    """Rich text in API v2, for readers unless a request wants it in another form."""

    def to_representation(self, value):
        request = self.context.get("request")
        if is_for_readers(request, HTML):
            return shown_html(value, request)
        return super().to_representation(value)
