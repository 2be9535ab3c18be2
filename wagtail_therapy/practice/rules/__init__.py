"""The rules of the practice itself. Importing this registers them."""

from wagtail_therapy.practice.rules import (
    ai_addons,
    elsewhere,
    exits,
    legal,
    notices,
    scheduled,
    uploads,
    vignettes,
)

__all__ = ["ai_addons", "elsewhere", "exits", "legal", "notices", "scheduled", "uploads", "vignettes"]
