"""Mixins for page types with authors, reviews or a team."""

from .reviewed import ReviewedMixin
from .teams import TeamPageMixin

__all__ = ["ReviewedMixin", "TeamPageMixin"]
