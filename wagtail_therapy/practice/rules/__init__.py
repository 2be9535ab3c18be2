"""The rules of the practice itself. Importing this registers them."""

from wagtail_therapy.practice.rules import elsewhere, legal, notices, scheduled, uploads, vignettes

__all__ = ["elsewhere", "legal", "notices", "scheduled", "uploads", "vignettes"]
