from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock as ImageWithAltBlock


class ImageBlock(blocks.StructBlock):
    image = ImageWithAltBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        icon = "image"
        label = _("Image")
        group = _("Media")
        description = _("A picture, described for people who cannot see it")
        template = "wagtail_therapy/content/blocks/image.html"
        preview_template = "wagtail_therapy/content/image_preview.html"
        preview_value = {"caption": _("The waiting room")}
