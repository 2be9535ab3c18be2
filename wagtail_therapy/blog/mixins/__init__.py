"""What the page types of a blog are made of; the concrete ones are a few lines each."""

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
