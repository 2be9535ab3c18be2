"""What blocks and pages choose, as an API tells of it: enough to show it, and nothing hidden.

An image is represented by a rendition, because the original may contain where it was taken.
"""

from collections.abc import Callable
from typing import Any

from rest_framework.fields import Field, SkipField
from wagtail.images.api.fields import ImageRenditionField

IMAGE = "max-1200x1200"


def page_representation(page: Any) -> dict[str, Any] | None:
    """Return a page that was chosen; None for one that strangers may not read."""
    if page is None or not page.live or page.get_view_restrictions():
        return None
    return {"id": page.pk, "title": page.title, "url": page.full_url}


def image_representation(image: Any, spec: str = IMAGE) -> dict[str, Any] | None:
    """Return a rendition of the image; None when there is none, or its file is gone."""
    if image is None:
        return None
    shown = ImageRenditionField(spec).to_representation(image)
    return None if "error" in shown else {"id": image.pk, **shown}


def named_representation(row: Any) -> dict[str, Any]:
    """Return a category or a content note, which have a name."""
    slug = {"slug": row.slug} if hasattr(row, "slug") else {}
    return {"id": row.pk, "name": row.name, **slug}


def document_representation(document: Any) -> dict[str, Any] | None:
    if document is None:
        return None
    return {
        "id": document.pk,
        "title": document.title,
        "url": document.url,
        "filename": document.filename,
        "size": document.get_file_size(),
    }


class RepresentationField(Field):
    """A field of a model in an API, made fit for it by a function."""

    def __init__(self, represent: Callable[[Any], Any], **kwargs: Any):
        super().__init__(read_only=True, **kwargs)
        self.represent = represent

    def to_representation(self, value: Any) -> Any:
        return self.represent(value)


class MethodField(Field):
    """What a method of a model returns, in an API. The function makes each thing in it fit."""

    def __init__(self, method: str, represent: Callable[[Any], Any] | None = None, **kwargs: Any):
        super().__init__(read_only=True, **kwargs)
        self.method = method
        self.represent = represent

    def get_attribute(self, instance: Any) -> Any:
        return getattr(instance, self.method)()

    def to_representation(self, value: Any) -> Any:
        return [self.represent(one) for one in value] if self.represent else value


class ForReadersField(Field):
    """Some streams of a page once more for API v3, which tells of them as they can be written back.

    API v2 tells of them for readers in the first place, and has no such field. API v3 uses this one
    without a serializer, and so without the request.
    """

    def __init__(self, *names: str, **kwargs: Any):
        super().__init__(read_only=True, source="*", **kwargs)
        self.names = names

    def get_attribute(self, instance: Any) -> Any:
        if self.parent is not None:
            raise SkipField
        return instance

    def to_representation(self, value: Any) -> dict[str, Any]:
        # Wagtail's API wants all models to be there, and page types name this field.
        from .rich_text import stream_representation

        return {name: stream_representation(value, name, {}) for name in self.names}
