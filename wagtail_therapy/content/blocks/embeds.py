"""Video and audio that load nothing until a visitor presses a button."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from wagtail_therapy.content.api.representations import (
    document_representation,
    image_representation,
)
from wagtail_therapy.content.embeds import player_for
from wagtail_therapy.content.fields import PROSE_FEATURES
from wagtail_therapy.content.streamfield import text_blocks

from .base import BLOCK_PREVIEW_TEMPLATE

VIDEO_FILES = {"mp4", "m4v", "mov", "ogv", "webm"}
AUDIO_FILES = {"aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav"}
CAPTION_FILES = {"vtt"}


class VideoBlock(blocks.StructBlock):
    title = text_blocks.CharBlock(label=_("Title"), max_length=255)
    url = blocks.URLBlock(
        label=_("Address on YouTube or Vimeo"),
        required=False,
        help_text=_("Neither finds out about your readers until they press “Play”."),
    )
    file = DocumentChooserBlock(
        label=_("Or a file of your own"), required=False, help_text=_("MP4 plays everywhere.")
    )
    poster = ImageChooserBlock(
        label=_("Image"), required=False, help_text=_("Shown until the video is played.")
    )
    captions = DocumentChooserBlock(
        label=_("Captions for a file of your own"),
        required=False,
        help_text=_("A .vtt file, for people who can’t hear the video."),
    )
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        required=False,
        features=PROSE_FEATURES,
        help_text=_("What is said and shown, for people who read rather than watch."),
    )

    def get_pictures(self, value: Any) -> list[tuple[Any, str]]:
        return [(value.get("poster"), "poster" if value.get("file") else "player")]

    def clean(self, value: Any) -> Any:
        """:raises StructBlockValidationError: it can't be played here. Drafts may be saved."""
        value = super().clean(value)
        errors = dict(self._errors(value))
        if errors and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value

    def _errors(self, value: Any) -> Iterator[tuple[str, ValidationError]]:
        url, file = value.get("url"), value.get("file")
        if bool(url) == bool(file):
            yield "url", ValidationError(_("Enter an address or choose a file, but not both."))
        elif url and not player_for(url):
            message = _(
                "Only single videos at YouTube or Vimeo are played here. Upload the video as a "
                "file, or link to it with a button."
            )
            yield "url", ValidationError(message)
        yield from _file_errors("file", file, VIDEO_FILES)
        yield from _file_errors("captions", value.get("captions"), CAPTION_FILES)

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        player = player_for(value.get("url") or "")
        return context | {
            "player": player,
            "file": _playable(value.get("file")),
            "captions": _playable(value.get("captions")),
            "page_url": player.page_url if player else value.get("url"),
        }

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        return super().get_api_representation(value, context) | {
            "file": document_representation(value.get("file")),
            "poster": image_representation(value.get("poster")),
            "captions": document_representation(value.get("captions")),
        }

    class Meta:
        icon = "media"
        label = _("Video")
        group = _("Media")
        description = _("A video on YouTube or Vimeo, or your own; nothing loads before a click")
        template = "wagtail_therapy/content/blocks/video.html"
        email_template = "wagtail_therapy/content/emails/blocks/video.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {
            "title": _("A walk through the practice"),
            "url": "https://www.youtube.com/watch?v=Willowmere_",
        }


class AudioBlock(blocks.StructBlock):
    title = text_blocks.CharBlock(label=_("Title"), max_length=255)
    file = DocumentChooserBlock(label=_("File"), help_text=_("MP3 plays everywhere."))
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        features=PROSE_FEATURES,
        help_text=_("What is said, for people who can’t hear it."),
    )

    def clean(self, value: Any) -> Any:
        """:raises StructBlockValidationError: the file isn't audio. Drafts may be saved."""
        value = super().clean(value)
        errors = dict(_file_errors("file", value.get("file"), AUDIO_FILES))
        if errors and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return context | {"file": _playable(value.get("file"))}

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        data = super().get_api_representation(value, context)
        return data | {"file": document_representation(value.get("file"))}

    class Meta:
        icon = "media"
        label = _("Audio")
        group = _("Media")
        description = _("A recording of your own; nothing loads before a click")
        template = "wagtail_therapy/content/blocks/audio.html"
        email_template = "wagtail_therapy/content/emails/blocks/audio.html"
        preview_template = "wagtail_therapy/content/audio_preview.html"
        preview_value = {
            "title": _("A breathing exercise"),
            "transcript": _("<p>Breathe in, and count to four.</p>"),
        }


def _file_errors(
    name: str, document: Any, kinds: set[str]
) -> Iterator[tuple[str, ValidationError]]:
    if document and document.file_extension.lower() not in kinds:
        message = _("This file can’t be played. Choose one of these kinds: %(kinds)s.")
        yield name, ValidationError(message % {"kinds": ", ".join(sorted(kinds))})


def _playable(document: Any) -> Any:
    return document if document and document.get_file_size() is not None else None
