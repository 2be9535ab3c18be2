"""What the editor of a post shows beside its fields."""

from wagtail_therapy.content.panels import AdvicePanel

__all__ = ["AdvicePanel"]
