"""How APIs represent pages, images and other objects that blocks and pages refer to.

They don't include anything that readers may not see. Images are represented by a rendition, because
the original file may contain the place where it was taken.
"""

from collections.abc import Callable
from typing import Any

from rest_framework.fields import Field, SkipField
from wagtail.images.api.fields import ImageRenditionField

IMAGE = "max-1200x1200"


def page_representation(page: Any) -> dict[str, Any] | None:
    """Return a page, or None if it isn't public."""
    if page is None or not page.live or page.get_view_restrictions():
        return None
    return {"id": page.pk, "title": page.title, "url": page.full_url}


def image_representation(image: Any, spec: str = IMAGE) -> dict[str, Any] | None:
    """Return a rendition of the image, or None without an image or its file."""
    if image is None:
        return None
    shown = ImageRenditionField(spec).to_representation(image)
    return None if "error" in shown else {"id": image.pk, **shown}


def named_representation(row: Any) -> dict[str, Any]:
    """Return a row that has a name, such as a category or a content note."""
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
    """A model field, passed through a function."""

    def __init__(self, represent: Callable[[Any], Any], **kwargs: Any):
        super().__init__(read_only=True, **kwargs)
        self.represent = represent

    def to_representation(self, value: Any) -> Any:
        return self.represent(value)


class MethodField(Field):
    """The result of a model's method. If there is a function, each item is passed through it."""

    def __init__(self, method: str, represent: Callable[[Any], Any] | None = None, **kwargs: Any):
        super().__init__(read_only=True, **kwargs)
        self.method = method
        self.represent = represent

    def get_attribute(self, instance: Any) -> Any:
        return getattr(instance, self.method)()

    def to_representation(self, value: Any) -> Any:
        return [self.represent(one) for one in value] if self.represent else value


class ForReadersField(Field):
    """Streams of a page as readers see them, for API v3, whose own fields can be written back.

    API v2 doesn't need it: its own fields are for readers. API v3 calls it without a serializer,
    and so without the request.
    """

    def __init__(self, *names: str, **kwargs: Any):
        super().__init__(read_only=True, source="*", **kwargs)
        self.names = names

    def get_attribute(self, instance: Any) -> Any:
        if self.parent is not None:
            raise SkipField
        return instance

    def to_representation(self, value: Any) -> dict[str, Any]:
        # Page types use this field before Django has loaded all models, which Wagtail's API needs.
        from .rich_text import stream_representation

        return {name: stream_representation(value, name, {}) for name in self.names}
