"""The mixins of the page types of approaches. The concrete types are a few lines each."""

from wagtail_therapy.approaches.concerns.mixin import ConcernsMixin

from .approach import ApproachMixin
from .index import ApproachIndexMixin
from .rows import ApproachAuthorMixin, ApproachConcernMixin, ApproachRecommendationMixin

__all__ = [
    "ApproachAuthorMixin",
    "ApproachConcernMixin",
    "ApproachIndexMixin",
    "ApproachMixin",
    "ApproachRecommendationMixin",
    "ConcernsMixin",
]
