from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.images import get_image_model_string


class LeadImageMixin(models.Model):
    """The image of a post on its page, in lists, feeds and link previews."""

    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown above the post, in lists, and when people share the post."),
    )
    lead_image_alt = models.CharField(
        _("what the image shows"),
        max_length=255,
        blank=True,
        help_text=_(
            "For people who can’t see it. Leave it empty only if the image is just decoration."
        ),
    )
    lead_image_caption = models.CharField(_("caption"), max_length=500, blank=True)

    lead_image_panel = MultiFieldPanel(
        ["lead_image", "lead_image_alt", "lead_image_caption"], heading=_("Lead image")
    )

    class Meta:
        abstract = True

    def get_pictures(self) -> list[tuple[Any, str]]:
        uses = ["text", "card", "related", "feed"]
        return [*super().get_pictures(), *((self.lead_image, use) for use in uses)]

    def get_meta_image(self) -> Any:
        return self.lead_image

    def get_meta_image_alt(self) -> str:
        return self.lead_image_alt
