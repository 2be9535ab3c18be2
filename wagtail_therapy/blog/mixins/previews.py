from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

CARD = "card"


class PreviewsMixin(models.Model):
    """Previews a post in the editor as its page and as a card in a list."""

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        modes = super().preview_modes
        if modes is self.DEFAULT_PREVIEW_MODES:
            # Wagtail's label doesn't say what it is if there are two.
            modes = [(modes[0][0], _("Page"))]
        # A host may have switched previews off.
        return [*modes, (CARD, _("Card in a list"))] if modes else []

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        if mode_name == CARD:
            return "wagtail_therapy/blog/admin/card_preview.html"
        return super().get_preview_template(request, mode_name)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context = super().get_preview_context(request, mode_name)
        return context | {"post": self} if mode_name == CARD else context
