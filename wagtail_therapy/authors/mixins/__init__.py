"""What page types with people on them are made of."""

from .reviewed import ReviewedMixin
from .teams import TeamPageMixin

__all__ = ["ReviewedMixin", "TeamPageMixin"]
