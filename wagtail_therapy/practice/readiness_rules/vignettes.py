from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.content.blocks.vignette import VignetteBlock, may_be_shown
from wagtail_therapy.content.streamfield.values import values_within
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.site_pages import edit_url, pages_with_block


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy("Each example of a client says what it is based on."),
)
def vignettes(site: Site) -> Iterator[Finding]:
    """Find examples of clients that visitors don't see, because they lack their basis."""
    for page, field in pages_with_block(site, VignetteBlock):
        body = getattr(page, field.name)
        stories = values_within(field.stream_block, body, is_vignette)
        if not all(may_be_shown(story) for story in stories):
            message = _(
                "“%(title)s” has an example of a client that doesn’t say what it is based on, or "
                "lacks consent or a source. Visitors don’t see it until you fill that in."
            )
            yield Finding(
                "vignette_basis", Level.ERROR, message % {"title": page.title}, edit_url(page)
            )


def is_vignette(block: Any, value: Any) -> bool:
    return isinstance(block, VignetteBlock) and value is not None
