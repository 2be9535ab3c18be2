from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Site

from wagtail_therapy.approaches import querysets
from wagtail_therapy.approaches.blocks import ApproachChooserBlock
from wagtail_therapy.approaches.compare.comparison import compare
from wagtail_therapy.approaches.compare.selection import (
    MAX_APPROACHES,
    MIN_APPROACHES,
    selection_query,
)
from wagtail_therapy.content.streamfield import text_blocks


class ComparisonBlock(blocks.StructBlock):
    """The rows in which the approaches differ that an editor chose, and a link to all of them.

    It leaves out approaches that a stranger may not read, and renders nothing for fewer than two.
    If they aren't below the same list, there is no page to link to, and it has all rows.
    """

    caption = text_blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=255,
        help_text=_(
            "What you compare, and why. Leave it empty to use the names of the approaches."
        ),
    )
    approaches = blocks.ListBlock(
        ApproachChooserBlock(label=_("Approach")),
        label=_("Approaches"),
        min_num=MIN_APPROACHES,
        max_num=MAX_APPROACHES,
        # Wagtail complains of too few as soon as a new one is opened.
        default=[None] * MIN_APPROACHES,
        help_text=_("Two to four. Their facts and dates come from their pages."),
    )

    class Meta:
        icon = "table"
        label = _("Comparison of approaches")
        group = _("Structure")
        description = _("Two to four approaches side by side")
        template = "wagtail_therapy/approaches/blocks/comparison.html"
        email_template = "wagtail_therapy/approaches/emails/comparison.html"
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
        found = querysets.readable_choices(chosen, site, page.locale_id)[:MAX_APPROACHES]
        if len(found) < MIN_APPROACHES:
            return context
        whole = compare(found, page.locale_id, request=context.get("request"))
        whole_url = _whole_url(found, page, context.get("request"))
        return context | {
            "comparison": whole.facts().differences() if whole_url else whole,
            "evidence": whole.evidence() if whole_url else None,
            "whole_url": whole_url,
            "caption": value.get("caption"),
        }

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        represented = super().get_api_representation(value, context)
        return represented | {"approaches": list(filter(None, represented["approaches"]))}


def _whole_url(approaches: list[Any], page: Any, request: HttpRequest | None) -> str:
    """Return the address of their comparison; "" if they aren't below one live list."""
    parents = {_parent_path(one) for one in approaches}
    if len(parents) > 1:
        return ""
    # A page beside them knows its list already.
    is_beside = hasattr(page, "get_list") and _parent_path(page) in parents
    index = (page if is_beside else approaches[0]).get_list()
    url = index.get_compare_url(request) if index else ""
    return f"{url}?{selection_query(approaches)}" if url else ""


def _parent_path(page: Any) -> str:
    return page.path[: -page.steplen]


def _site(request: HttpRequest | None, page: Any) -> Site | None:
    # Feeds and emails are rendered without a visitor's request.
    return Site.find_for_request(request) if request else page.get_site()
