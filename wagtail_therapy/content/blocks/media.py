from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock as ImageWithAltBlock

from wagtail_therapy.content.api.representations import (
    document_representation,
    image_representation,
)
from wagtail_therapy.content.streamfield import text_blocks


class DescribedImageBlock(ImageWithAltBlock):
    """Wagtail's image block, which asks for a description.

    It starts with the image's description from the library. Wagtail's own block starts with the
    title if there is no description, which doesn't help people who can't see the image.
    """

    def __init__(self, required: bool = True, **kwargs: Any):
        super().__init__(required, **kwargs)
        self.child_blocks["alt_text"].label = _("What the image shows")
        self.child_blocks["alt_text"].field.help_text = _("Read aloud to people who can’t see it.")
        self.child_blocks["decorative"].label = _("Only decoration: don’t read it aloud")

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except blocks.StructBlockValidationError as error:
            if "alt_text" in error.block_errors:
                message = _("Say what the image shows, or tick “Only decoration”.")
                error.block_errors["alt_text"] = ValidationError(message)
            raise


class ImageBlock(blocks.StructBlock):
    image = DescribedImageBlock(label=_("Image and description"))
    caption = text_blocks.CharBlock(label=_("Caption"), required=False, max_length=500)

    def get_pictures(self, value: Any) -> list[tuple[Any, str]]:
        return [(value.get("image"), "text")]

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        data = super().get_api_representation(value, context)
        image = value.get("image")
        shown = image_representation(image)
        return data | {"image": shown and shown | {"alt": image.contextual_alt_text or ""}}

    class Meta:
        icon = "image"
        label = _("Image")
        group = _("Media")
        description = _("An image, described for people who can’t see it")
        template = "wagtail_therapy/content/blocks/image.html"
        email_template = "wagtail_therapy/content/emails/blocks/image.html"
        preview_template = "wagtail_therapy/content/image_preview.html"
        preview_value = {"caption": _("The waiting room")}


class GalleryBlock(blocks.StructBlock):
    """Images side by side, all visible at once. It isn't a carousel."""

    images = blocks.ListBlock(
        ImageBlock(),
        label=_("Images"),
        min_num=2,
        # Wagtail complains of too few as soon as a new one is opened.
        default=[{"image": None, "caption": ""}] * 2,
    )

    def get_pictures(self, value: Any) -> list[tuple[Any, str]]:
        return [(each.get("image"), "gallery") for each in value["images"]]

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return context | {"images": [each for each in value["images"] if each.get("image")]}

    class Meta:
        icon = "image"
        label = _("Gallery")
        group = _("Media")
        description = _("Several images side by side, each with its description")
        template = "wagtail_therapy/content/blocks/gallery.html"
        email_template = "wagtail_therapy/content/emails/blocks/gallery.html"
        preview_template = "wagtail_therapy/content/gallery_preview.html"
        preview_value = {"images": [{"caption": _("The waiting room")}, {"caption": _("The path")}]}


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    text = text_blocks.CharBlock(
        label=_("Text"),
        required=False,
        max_length=255,
        help_text=_("If you leave it empty, the title of the document is shown."),
    )

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        data = super().get_api_representation(value, context)
        return data | {"document": document_representation(value.get("document"))}

    class Meta:
        icon = "doc-full-inverse"
        label = _("Document")
        group = _("Media")
        description = _("A file to download, with its kind and size")
        template = "wagtail_therapy/content/blocks/document.html"
        preview_template = "wagtail_therapy/content/document_preview.html"
        preview_value = {"text": _("Before the first session")}
