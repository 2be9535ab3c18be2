"""What approaches claim or promise, on all of them at once.

The form lets nobody publish a strength without its support; imports and APIs may.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.approaches.mixins import ApproachMixin
from wagtail_therapy.approaches.publishing import claims_errors
from wagtail_therapy.content import advice
from wagtail_therapy.practice.places import edit_url, pages_of
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule


@rule(
    effort=Effort.READING,
    in_order=gettext_lazy("No approach claims or promises more than it supports."),
)
def approaches(site: Site) -> Iterator[Finding]:
    for page in pages_of(site, ApproachMixin):
        for code, message in [*_strengths(page), *_words(page)]:
            yield Finding(code, Level.WARNING, f"“{page.title}”: {message}", edit_url(page))


def _strengths(page: Any) -> Iterator[tuple[str, str]]:
    for row, found in claims_errors(page.get_concern_rows(), page.references):
        yield from (("strength", f"{row.concern}: {message}") for message in found.values())


def _words(page: Any) -> Iterator[tuple[str, str]]:
    text = advice.english(page, page.title, page.short_definition)
    for one in advice.claims_without_reference(text, advice.cites(page.body)):
        yield "claim", one.message
    for one in advice.promises(text):
        yield "superlative", one.message
