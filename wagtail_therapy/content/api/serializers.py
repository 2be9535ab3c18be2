"""How Wagtail's APIs give our texts to a front end, whichever view set a host registers."""

from typing import Any

from rest_framework.fields import CharField
from wagtail.api.v2.serializers import BaseSerializer, StreamField
from wagtail.fields import RichTextField

from wagtail_therapy.conf import conf
from wagtail_therapy.content.api.rich_text import html_representation, stream_representation
from wagtail_therapy.content.fields import TherapyRichTextField, TherapyStreamField

HTML = "html"
# Wagtail 7.4 has none of its own.
WagtailRichTextField: Any = BaseSerializer.serializer_field_mapping.get(RichTextField, CharField)


def register_serializers() -> None:
    """Have Wagtail's API v2 know our fields."""
    BaseSerializer.serializer_field_mapping |= {
        TherapyStreamField: ReaderStreamField,
        TherapyRichTextField: ReaderRichTextField,
    }


def is_for_readers(request: Any) -> bool:
    """Whether texts are wanted as readers see them: unless the request or the host says no."""
    asked = request.GET.get("rich_text_format") if request else None
    return (asked or conf.api_rich_text_format or HTML) == HTML


class ReaderStreamField(StreamField):
    """A stream in API v2, for readers unless another form is wanted."""

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, value: Any) -> Any:
        if is_for_readers(self.context.get("request")):
            return stream_representation(value, self.source, self.context)
        return super().to_representation(getattr(value, self.source))


class ReaderRichTextField(WagtailRichTextField):
    """Rich text in API v2, for readers unless another form is wanted."""

    def to_representation(self, value: Any) -> Any:
        request = self.context.get("request")
        if is_for_readers(request):
            return html_representation(value, request)
        return super().to_representation(value)
