from typing import Any

from django.db import models
from django.http import HttpRequest

from wagtail_therapy.blog.archive_urls import ArchiveURLs


class ArchiveURLsMixin(models.Model):
    """The URLs of a blog's archives, for sitemaps, caches and redirects."""

    class Meta:
        abstract = True

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return the blog, and its archives by category, tag and author that have posts.

        Empty for a private blog. Archives by date are not indexed.
        """
        if self.get_view_restrictions():
            return []
        base = self.get_full_url(request)
        listed = [
            {"location": base + one.path, "lastmod": one.changed_at}
            for one in ArchiveURLs(self).indexed()
        ]
        return [*super().get_sitemap_urls(request), *listed]

    def get_cached_paths(self) -> list[str]:
        """Return the paths that change with a post: the blog, its archives and their feeds.

        Without query strings, such as those of further pages: a blog with ten thousand posts has
        thousands of them. Let your cache expire those by time.
        """
        return self._paths()

    def get_route_paths(self) -> list[str]:
        """Return the paths that are redirected when the blog moves."""
        return self._paths()

    def _paths(self) -> list[str]:
        return [f"/{path}" for path in ArchiveURLs(self).all_paths()]
