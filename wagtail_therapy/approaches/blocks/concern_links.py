from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_therapy.content.api.representations import named_representation
from wagtail_therapy.content.streamfield import text_blocks
from wagtail_therapy.content.translations import locale_id_of


class ConcernLinksBlock(blocks.StructBlock):
    """Links to the pages of concerns, on a home page or in a text."""

    heading = text_blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=120,
        help_text=_("If you leave it empty: What brings you here?"),
    )
    concerns = blocks.ListBlock(
        SnippetChooserBlock("wagtail_therapy_approaches.Concern", label=_("Concern")),
        label=_("Concerns"),
        default=[],
        help_text=_("In this order. Leave it empty to show all that an approach or post is about."),
    )

    class Meta:
        is_for_pages_only = True
        icon = "comment"
        label = _("What brings you here?")
        group = _("Structure")
        description = _("Links to what may help with each concern")
        template = "wagtail_therapy/approaches/concern_links.html"
        preview_template = "wagtail_therapy/approaches/preview/concern_links.html"
        preview_value = {"heading": "", "concerns": []}

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        # Imported here, because it knows the page types, which have blocks.
        from wagtail_therapy.approaches.concerns.links import links_of_site

        context = super().get_context(value, parent_context)
        locale_id = locale_id_of(context)
        links = links_of_site(context.get("request"), locale_id, value.get("concerns") or [])
        anchor = f"therapy-concern-links-{context.get('id') or 'block'}"
        return context | {
            "concern_links": links,
            "heading": value.get("heading"),
            "anchor": anchor,
        }

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        data = super().get_api_representation(value, context)
        concerns = [one for one in value.get("concerns") or [] if one]
        return data | {"concerns": [named_representation(one) for one in concerns]}
