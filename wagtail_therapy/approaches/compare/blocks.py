from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Site

from wagtail_therapy.approaches import querysets
from wagtail_therapy.approaches.blocks import ApproachChooserBlock
from wagtail_therapy.approaches.compare.comparison import compared
from wagtail_therapy.approaches.compare.selection import FEWEST, MOST
from wagtail_therapy.content.streamfield import text_blocks


class ComparisonBlock(blocks.StructBlock):
    """The table in which approaches are compared, of those that an editor chose.

    Approaches that a stranger may not read are left out; without two there is nothing to compare,
    and it renders nothing.
    """

    caption = text_blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=255,
        help_text=_("What is compared, and why. When empty, the names of the approaches."),
    )
    approaches = blocks.ListBlock(
        ApproachChooserBlock(label=_("Approach")),
        label=_("Approaches"),
        min_num=FEWEST,
        max_num=MOST,
        help_text=_("Two to four. Facts and dates come from their pages, and change with them."),
    )

    class Meta:
        icon = "table"
        label = _("Comparison of approaches")
        group = _("Structure")
        description = _("Two to four approaches side by side")
        template = "wagtail_therapy/approaches/blocks/comparison.html"
        preview_template = "wagtail_therapy/approaches/preview/comparison.html"
        preview_value = {"caption": _("Two approaches to the same worry"), "approaches": []}

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        page = context.get("page")
        if page is None:
            return context
        chosen = value.get("approaches") or []
        site = _site(context.get("request"), page)
        found = querysets.readable_choices(chosen, site, page.locale_id)[:MOST]
        comparison = compared(found, page.locale_id) if len(found) >= FEWEST else None
        return context | {"comparison": comparison, "caption": value.get("caption")}

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        told = super().get_api_representation(value, context)
        return told | {"approaches": [one for one in told["approaches"] if one]}


def _site(request: HttpRequest | None, page: Any) -> Site | None:
    # A feed or a mail is made without a visitor.
    return Site.find_for_request(request) if request else page.get_site()
