"""The readiness rules of this app. Importing this registers them."""

from . import (
    ai_addons,
    crisis_lines,
    legal,
    notices,
    pieces_to_check,
    quick_exit,
    scheduled,
    start_page,
    telephone_links,
    third_party,
    uploads,
    vignettes,
)

__all__ = [
    "ai_addons",
    "crisis_lines",
    "legal",
    "notices",
    "pieces_to_check",
    "quick_exit",
    "scheduled",
    "start_page",
    "telephone_links",
    "third_party",
    "uploads",
    "vignettes",
]
