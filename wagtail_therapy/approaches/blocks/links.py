"""Blocks that link to other pages. They leave out pages that a stranger may not read."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Site

from wagtail_therapy.approaches import querysets
from wagtail_therapy.approaches.blocks.base import SectionBlock, has_text, inline_block
from wagtail_therapy.content.api.representations import page_representation
from wagtail_therapy.content.streamfield import text_blocks
from wagtail_therapy.content.streamfield.choosers import RememberedChooserBlock
from wagtail_therapy.content.visibility import exclude_private_among_few, site_pages


class ApproachChooserBlock(RememberedChooserBlock, blocks.PageChooserBlock):
    """Chooses one approach, of any page type that the site has for approaches."""

    @cached_property
    def target_models(self) -> list[Any]:
        return querysets.models()

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        return page_representation(value)


class DifferenceBlock(blocks.StructBlock):
    approach = ApproachChooserBlock(label=_("Approach"), required=False)
    difference = inline_block(_("How it differs"), _("In one sentence, fair to both."))

    class Meta:
        icon = "sliders"
        label = _("Difference")


class DifferencesBlock(SectionBlock):
    differences = blocks.ListBlock(DifferenceBlock(), label=_("Differences"))

    class Meta:
        icon = "sliders"
        label = _("How it differs")
        default_heading = _("How it differs from other approaches")
        anchor = "differences"
        description = _("Other approaches, each with one sentence on how this one differs")
        template = "wagtail_therapy/approaches/blocks/differences.html"
        preview_template = "wagtail_therapy/approaches/preview/differences.html"
        preview_value: dict[str, Any] = {"differences": []}

    def has_content(self, value: Any) -> bool:
        return any(_is_complete(one) for one in value.get("differences") or ())

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        whole = [one for one in value.get("differences") or () if _is_complete(one)]
        found = {page.translation_key: page for page in _approaches(whole, context)}
        named = [
            (found[one["approach"].translation_key], one["difference"])
            for one in whole
            if one["approach"].translation_key in found
        ]
        return context | {"differences": named}


class RelatedBlock(SectionBlock):
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("Page"), required=False),
        label=_("Pages"),
        help_text=_("Approaches, posts or other pages of this site."),
    )

    class Meta:
        icon = "link"
        label = _("Read next")
        default_heading = _("Read next")
        anchor = "related"
        description = _("Links to other pages of this site")
        template = "wagtail_therapy/approaches/blocks/related.html"
        preview_template = "wagtail_therapy/approaches/preview/related.html"
        preview_value: dict[str, Any] = {"pages": []}

    def has_content(self, value: Any) -> bool:
        return any(page and page.live for page in value.get("pages") or ())

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return context | {"pages": _pages(value.get("pages"), context)}

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        represented = super().get_api_representation(value, context)
        pages = filter(None, map(page_representation, value.get("pages") or ()))
        return represented and represented | {"pages": list(pages)}


class ApproachTeaserBlock(blocks.StructBlock):
    """Cards of the approaches that an editor chose, for any body."""

    heading = text_blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=255,
        help_text=_("For example: How we work"),
    )
    approaches = blocks.ListBlock(ApproachChooserBlock(label=_("Approach")), label=_("Approaches"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Approaches")
        group = _("About the approach")
        description = _("Short cards of the approaches you choose")
        template = "wagtail_therapy/approaches/blocks/approach_teaser.html"
        preview_template = "wagtail_therapy/approaches/preview/approach_teaser.html"
        preview_value = {"heading": _("How we work"), "approaches": []}

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        found = _readable(value.get("approaches") or (), context)
        return context | {"approaches": found, "heading": value.get("heading")}

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        represented = super().get_api_representation(value, context)
        return represented | {"approaches": list(filter(None, represented["approaches"]))}


def _is_complete(difference: Any) -> bool:
    block = difference.block.child_blocks["difference"]
    approach = difference.get("approach")
    return bool(approach and approach.live) and has_text(block, difference.get("difference"))


def _approaches(differences: Iterable[Any], context: dict[str, Any]) -> list[Any]:
    return _readable([one["approach"] for one in differences], context)


def _readable(chosen: Iterable[Any], context: dict[str, Any]) -> list[Any]:
    page = context.get("page")
    site = _site(context.get("request"), page)
    return querysets.readable_choices(chosen, site, page.locale_id) if page and site else []


def _pages(chosen: Iterable[Any] | None, context: dict[str, Any]) -> list[Any]:
    """Return the pages in their order, in the language of the page that links to them."""
    keys = [one.translation_key for one in chosen or () if one]
    page = context.get("page")
    site = _site(context.get("request"), page)
    if not keys or page is None or site is None:
        return []
    here = site_pages(site, page.locale_id).live()
    chosen = here.filter(translation_key__in=keys, locale=page.locale_id)
    found = exclude_private_among_few(chosen)
    return sorted(found, key=lambda one: keys.index(one.translation_key))


def _site(request: HttpRequest | None, page: Any) -> Site | None:
    if page is None:
        return None
    # Feeds and emails are rendered without a visitor's request.
    return Site.find_for_request(request) if request else page.get_site()
