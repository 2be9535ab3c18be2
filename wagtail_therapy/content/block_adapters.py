"""How blocks of ours act in the editor's forms, where Wagtail's own scripts do not suffice."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from .blocks.media import DescribedImageBlock
from .blocks.vignette import VignetteBlock
from .references import ReferenceBlock


class ReferenceBlockAdapter(StructBlockAdapter):
    js_constructor = "wagtail_therapy.ReferenceBlock"

    def js_args(self, block: Any) -> list[Any]:
        name, children, meta = super().js_args(block)
        return [name, children, meta | {"citedAs": _("cite as [ref:{key}]")}]

    @property
    def media(self) -> forms.Media:
        return super().media + _script("reference")


class DescribedImageBlockAdapter(StructBlockAdapter):
    js_constructor = "wagtail_therapy.DescribedImageBlock"

    @property
    def media(self) -> forms.Media:
        return super().media + _script("described_image")


class VignetteBlockAdapter(StructBlockAdapter):
    js_constructor = "wagtail_therapy.VignetteBlock"

    @property
    def media(self) -> forms.Media:
        return super().media + _script("vignette")


def register_adapters() -> None:
    register(ReferenceBlockAdapter(), ReferenceBlock)
    register(DescribedImageBlockAdapter(), DescribedImageBlock)
    register(VignetteBlockAdapter(), VignetteBlock)


def _script(name: str) -> forms.Media:
    return forms.Media(js=[versioned_static(f"wagtail_therapy/admin/{name}.js")])
