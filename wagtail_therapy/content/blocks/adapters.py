"""Telepath adapters for blocks that need their own scripts in the editor."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.list_block import ListBlockAdapter
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.blocks.struct_block import StructBlockAdapter

from ..streamfield import pasting
from ..text.references import ReferenceBlock
from .base import LinesBlock
from .body import BodyBlock
from .media import DescribedImageBlock, GalleryBlock
from .please_check import PleaseCheckBlock
from .vignette import VignetteBlock


class BodyBlockAdapter(StreamBlockAdapter):
    js_constructor = "wagtail_therapy.BodyBlock"

    def js_args(self, block: Any) -> list[Any]:
        *args, meta = super().js_args(block)
        imported = [name for name, child in block.child_blocks.items() if _is_only_imported(child)]
        return [*args, meta | {"pasting": pasting.messages(), "onlyImported": imported}]

    @property
    def media(self) -> forms.Media:
        return super().media + _pasting_media("body")


def _is_only_imported(block: Any) -> bool:
    return getattr(block.meta, "is_only_imported", False)


class LinesBlockAdapter(ListBlockAdapter):
    js_constructor = "wagtail_therapy.LinesBlock"

    def js_args(self, block: Any) -> list[Any]:
        *args, meta = super().js_args(block)
        return [*args, meta | {"pasting": pasting.messages()}]

    @property
    def media(self) -> forms.Media:
        return super().media + _pasting_media("lines")


class ReferenceBlockAdapter(StructBlockAdapter):
    js_constructor = "wagtail_therapy.ReferenceBlock"

    def js_args(self, block: Any) -> list[Any]:
        name, children, meta = super().js_args(block)
        return [name, children, meta | {"citedAs": _("cite as [ref:{key}]")}]

    @property
    def media(self) -> forms.Media:
        return super().media + _scripts("reference")


class DescribedImageBlockAdapter(StructBlockAdapter):
    js_constructor = "wagtail_therapy.DescribedImageBlock"

    def js_args(self, block: Any) -> list[Any]:
        *args, meta = super().js_args(block)
        words = _("You chose another image. Check that this text still says what it shows.")
        return [*args, meta | {"readAgain": words}]

    @property
    def media(self) -> forms.Media:
        return super().media + _scripts("described_image")


class GalleryBlockAdapter(StructBlockAdapter):
    js_constructor = "wagtail_therapy.GalleryBlock"

    def js_args(self, block: Any) -> list[Any]:
        *args, meta = super().js_args(block)
        words = {
            "choose": _("Choose or upload several images"),
            "uploading": _("Uploading {number} of {count} …"),
            "notUploaded": _("These were not uploaded:"),
        }
        return [*args, meta | {"several": words}]

    @property
    def media(self) -> forms.Media:
        scripts = _scripts("sequences", "described_image", "multiple_image_chooser", "gallery")
        return super().media + scripts + _style("gallery")


class VignetteBlockAdapter(StructBlockAdapter):
    js_constructor = "wagtail_therapy.VignetteBlock"

    @property
    def media(self) -> forms.Media:
        return super().media + _scripts("vignette")


class PleaseCheckBlockAdapter(StructBlockAdapter):
    js_constructor = "wagtail_therapy.PleaseCheckBlock"

    @property
    def media(self) -> forms.Media:
        return super().media + _scripts("please_check") + _style("please_check")


def register_adapters() -> None:
    register(BodyBlockAdapter(), BodyBlock)
    register(LinesBlockAdapter(), LinesBlock)
    register(ReferenceBlockAdapter(), ReferenceBlock)
    register(DescribedImageBlockAdapter(), DescribedImageBlock)
    register(GalleryBlockAdapter(), GalleryBlock)
    register(VignetteBlockAdapter(), VignetteBlock)
    register(PleaseCheckBlockAdapter(), PleaseCheckBlock)


def _pasting_media(name: str) -> forms.Media:
    # In one list, because Django may reorder several lists.
    return _scripts(*pasting.SCRIPTS, name) + _style(pasting.STYLE)


def _scripts(*names: str) -> forms.Media:
    return forms.Media(js=[versioned_static(f"wagtail_therapy/admin/{name}.js") for name in names])


def _style(name: str) -> forms.Media:
    return forms.Media(css={"all": [versioned_static(f"wagtail_therapy/admin/{name}.css")]})
