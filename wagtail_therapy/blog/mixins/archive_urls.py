from typing import Any

from django.db import models
from django.http import HttpRequest

from wagtail_therapy.blog.archive_urls import Addresses


class AddressesMixin(models.Model):
    """Where else a blog is to be found than at its own address."""

    class Meta:
        abstract = True

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return the blog and its archives by category, tag and author that have posts.

        Nothing for a blog that not everybody may read. Archives by date are not indexed.
        """
        if self.get_view_restrictions():
            return []
        base = self.get_full_url(request)
        listed = [
            {"location": base + one.path, "lastmod": one.changed_at}
            for one in Addresses(self).lasting()
        ]
        return [*super().get_sitemap_urls(request), *listed]

    def get_cached_paths(self) -> list[str]:
        """Return the paths that change with a post: the blog, its archives and their feeds.

        Not what has a query, such as the further pages of a list: a blog of ten thousand posts has
        thousands of them. A host lets its cache forget those by themselves.
        """
        return self._paths()

    def get_route_paths(self) -> list[str]:
        """Return the paths that are redirected when the blog moves."""
        return self._paths()

    def _paths(self) -> list[str]:
        return [f"/{path}" for path in Addresses(self).all_paths()]
