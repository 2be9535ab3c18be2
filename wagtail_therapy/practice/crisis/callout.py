"""A block that shows crisis lines within a text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.content.streamfield import text_blocks

from .blocks import OWN_AUDIENCES
from .notice import CrisisNotice
from .presets import preset_of, translated


class CrisisCalloutBlock(blocks.StructBlock):
    """Shows the lines of the practice settings, so that numbers are in one place only."""

    title = text_blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    audience = blocks.ChoiceBlock(
        label=_("Who it is for"),
        choices=[("", _("All lines")), *OWN_AUDIENCES],
        required=False,
        help_text=_("Shows the lines for these people only."),
        search_index=False,
    )

    class Meta:
        icon = "mobile-alt"
        label = _("Crisis lines")
        group = _("Practice")
        description = _("The crisis lines of your practice settings, in the middle of a text")
        template = "wagtail_therapy/practice/blocks/crisis_callout.html"
        email_template = "wagtail_therapy/practice/blocks/email_crisis_callout.html"
        preview_template = "wagtail_therapy/practice/preview/crisis_callout.html"
        preview_value = {"title": _("If this is happening to you"), "audience": ""}

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        audience = value.get("audience")
        crisis = _crisis(parent_context or {})
        context["crisis"] = crisis.only_for(audience) if crisis and audience else crisis
        return context

    def get_preview_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        # Because a practice may not have any lines yet.
        preset = preset_of("eu")
        lines = map(translated, preset.lines if preset else ())
        context = super().get_preview_context(value, parent_context)
        return context | {"value": value, "crisis": CrisisNotice("", tuple(lines))}


def _crisis(context: dict[str, Any]) -> CrisisNotice | None:
    # Imported here, because the notices import the settings, which import blocks.
    from wagtail_therapy.practice.page_notices import crisis_notice_for

    return crisis_notice_for(context.get("request"), context.get("page"))
