from dataclasses import replace
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path, re_path

from wagtail_therapy.approaches.concerns.mixin import ConcernsTopic
from wagtail_therapy.approaches.history import feed
from wagtail_therapy.approaches.history.page_context import ClaimHistory
from wagtail_therapy.content.feeds.formats import FORMATS, feed_links
from wagtail_therapy.content.metadata.meta_tags import PageMeta
from wagtail_therapy.content.mixins import subpage_url
from wagtail_therapy.content.page_cache.kept_parts import KeptParts


class HistoryPagesMixin(models.Model):
    """An index below which readers find the history of its approaches' claims."""

    history_template = "wagtail_therapy/approaches/history.html"

    class Meta:
        abstract = True

    @path("history/", name="history")
    def history(self, request: HttpRequest) -> HttpResponse:
        return self.render(
            request, template=self.history_template, build_context=self.history_context
        )

    @re_path(r"^history/(?P<path>feed/(?:atom/|json/)?)$", name="history_feed")
    def history_feed(self, request: HttpRequest, path: str) -> HttpResponse:
        return feed.serve(self, request, path)

    def get_history_url(self, request: HttpRequest | None = None, *, is_full: bool = False) -> str:
        """Return the address of the history; "" for an index outside all sites."""
        address = self.get_full_url(request) if is_full else self.get_url(request)
        return subpage_url(self, address, "history")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        urls = super().get_sitemap_urls(request)
        location = self.get_history_url(request, is_full=True)
        return [*urls, {"location": location}] if urls else []

    def get_cached_paths(self) -> list[str]:
        return [*super().get_cached_paths(), *self.history_paths()]

    def get_route_paths(self) -> list[str]:
        return [*super().get_route_paths(), *self.history_paths()]

    def history_context(self, request: HttpRequest, meta: PageMeta) -> dict[str, Any]:
        """Return the context for the template of the history."""
        address = subpage_url(self, meta.canonical, "history")
        meta = replace(
            meta.moved_to(address),
            title=f"{_('What has changed')} – {meta.title}",
            description=_("What we said about each approach, and when and why we changed it."),
            feeds=feed_links(feed.history_title(self), address),
        )
        self.describe_as(meta)
        # Most visitors get cached parts, which need no changes.
        history = ClaimHistory(self)
        topic = SimpleLazyObject(lambda: {one.row.concern_key for one in history.changes})
        return {
            "history": history,
            "therapy_topic": ConcernsTopic(topic, request, ("history", self.pk)),
            "feeds": [(one.name, f"{address.rstrip('/')}/{one.path}") for one in FORMATS],
            "kept_parts": KeptParts(self, request, ["json_ld", "history"], key=("history",)),
            "meta": meta,
            "json_ld": SimpleLazyObject(lambda: self.get_json_ld(request, meta)),
        }

    def history_paths(self) -> list[str]:
        """Return the paths, relative to the index, of the history and its feeds."""
        base = subpage_url(self, "/", "history")
        return [base, *(f"{base.rstrip('/')}/{one.path}" for one in FORMATS)]
