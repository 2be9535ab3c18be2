"""The mixins for the page types of a blog. Concrete page types add a few lines."""

from .index import SIDEBAR_HELP, BlogIndexMixin
from .post import BlogPostMixin
from .rows import PostAuthorMixin, PostCategoryMixin, PostTagMixin

__all__ = [
    "SIDEBAR_HELP",
    "BlogIndexMixin",
    "BlogPostMixin",
    "PostAuthorMixin",
    "PostCategoryMixin",
    "PostTagMixin",
]
