"""The readiness rules of this app. Importing this registers them."""

from wagtail_therapy.practice.rules import (
    ai_addons,
    crisis_sources,
    exits,
    legal,
    notices,
    scheduled,
    start_page,
    telephone_links,
    third_party,
    uploads,
    vignettes,
)

__all__ = [
    "ai_addons",
    "crisis_sources",
    "exits",
    "legal",
    "notices",
    "scheduled",
    "start_page",
    "telephone_links",
    "third_party",
    "uploads",
    "vignettes",
]
