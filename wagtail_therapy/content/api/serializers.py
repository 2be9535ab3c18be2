"""Our fields in Wagtail's API v2, for all view sets that a host registers."""

from typing import Any

from rest_framework.fields import CharField
from wagtail.api.v2.serializers import BaseSerializer, StreamField
from wagtail.fields import RichTextField

from wagtail_therapy.conf import conf
from wagtail_therapy.content.api.rich_text import html_representation, stream_representation
from wagtail_therapy.content.fields import TherapyRichTextField, TherapyStreamField

HTML = "html"
# Wagtail 7.4 has no serializer for it.
WagtailRichTextField: Any = BaseSerializer.serializer_field_mapping.get(RichTextField, CharField)


def register_serializers() -> None:
    """Register our fields with Wagtail's API v2."""
    BaseSerializer.serializer_field_mapping |= {
        TherapyStreamField: ReaderStreamField,
        TherapyRichTextField: ReaderRichTextField,
    }


def is_for_readers(request: Any) -> bool:
    """Whether to return texts as readers see them. The request or the host can ask for others."""
    asked = request.GET.get("rich_text_format") if request else None
    return (asked or conf.api_rich_text_format or HTML) == HTML


class ReaderStreamField(StreamField):
    """A stream in API v2, as readers see it unless another format is requested."""

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, value: Any) -> Any:
        if is_for_readers(self.context.get("request")):
            return stream_representation(value, self.source, self.context)
        return super().to_representation(getattr(value, self.source))


class ReaderRichTextField(WagtailRichTextField):
    """Rich text in API v2, as readers see it unless another format is requested."""

    def to_representation(self, value: Any) -> Any:
        request = self.context.get("request")
        if is_for_readers(request):
            return html_representation(value, request)
        return super().to_representation(value)
