from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path
from wagtail.models import Site

from wagtail_therapy.approaches.concerns.pages import ConcernPage, shown_concerns
from wagtail_therapy.approaches.json_ld import concern_node
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.content.former_slugs import find_by_former_slug, permanent_redirect
from wagtail_therapy.content.metadata.json_ld import with_item_list, with_page_properties
from wagtail_therapy.content.metadata.meta_tags import PageMeta
from wagtail_therapy.content.metadata.publisher import Node
from wagtail_therapy.content.mixins import subpage_url
from wagtail_therapy.content.page_cache.kept_parts import KeptParts
from wagtail_therapy.content.visibility import specific_without_bodies
from wagtail_therapy.practice.models import PracticeSettings

# The parts that concern.html keeps.
PARTS = [
    *("json_ld", "header", "content_notes", "guidelines", "approaches", "people", "posts"),
    *("next_step", "notes_end"),
]


class ConcernPagesMixin(models.Model):
    """An index below which each concern of its language has a page of its own."""

    concern_template = "wagtail_therapy/approaches/concern.html"

    class Meta:
        abstract = True

    @path("concerns/<str:slug>/", name="concern")
    def concern(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = Concern.objects.select_related("content_note")
        own = found.filter(locale=self.locale_id)
        concern = own.filter(slug=slug).first() or find_by_former_slug(
            Concern, slug, self.locale_id, own
        )
        if concern is None:
            raise Http404
        if concern.slug != slug:
            return permanent_redirect(self.get_concern_url(concern, request), request)
        site = Site.find_for_request(request) or self.get_site()
        # Most visitors get cached parts, which need no approaches.
        about = ConcernPage(concern, SimpleLazyObject(self.get_approaches), site, request)
        return self.render(request, template=self.concern_template, about=about)

    def get_concern_url(self, concern: Concern, request: HttpRequest | None = None) -> str:
        """Return the address of a concern's page; "" for an index outside all sites."""
        return self.concern_url_below(self.get_url(request), concern)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return the index, and the concerns that any approach or post is about.

        A private index returns nothing.
        """
        if self.get_view_restrictions():
            return []
        base = self.get_full_url(request)
        concerns = [{"location": self.concern_url_below(base, one)} for one in self._concerns()]
        return [*super().get_sitemap_urls(request), *concerns]

    def get_cached_paths(self) -> list[str]:
        return [*super().get_cached_paths(), *self.concern_paths(self._concerns())]

    def get_route_paths(self) -> list[str]:
        return [*super().get_route_paths(), *self.concern_paths(self._concerns())]

    def concern_context(
        self, request: HttpRequest, about: ConcernPage, meta: PageMeta
    ) -> dict[str, Any]:
        """Return the context for the template of a concern's page."""
        meta = replace(
            meta.moved_to(self.concern_url_below(meta.canonical, about.concern)),
            title=f"{about.concern.name} – {meta.title}",
            description=_description(about.concern),
        )
        self.describe_as(meta)

        def nodes() -> list[Node]:
            crumbs = [one.listed_crumb for one in about.approaches]
            listed = with_item_list(self.get_json_ld(request, meta), meta, crumbs)
            subject = concern_node(about.concern)
            return with_page_properties(listed, meta, "CollectionPage", about=subject)

        return {
            "about": about,
            "concern_coverage": SimpleLazyObject(lambda: [(about.concern, about.guidelines)]),
            "contact": PracticeSettings.read_for(request),
            "concern": about.concern,
            "content_notes": SimpleLazyObject(lambda: about.notes),
            "therapy_topic": about,
            "kept_parts": KeptParts(self, request, PARTS, key=("concern", about.concern.pk)),
            "meta": meta,
            "json_ld": SimpleLazyObject(nodes),
        }

    def _concerns(self) -> list[Concern]:
        return shown_concerns(
            specific_without_bodies(self.get_approaches()), self.get_site(), self.locale_id
        )

    def concern_paths(self, concerns: Iterable[Concern]) -> list[str]:
        """Return the paths, relative to the index, of the concerns in its language."""
        own = [one for one in concerns if one.locale_id == self.locale_id]
        return [self.concern_url_below("/", one) for one in own]

    def concern_url_below(self, address: str, concern: Any) -> str:
        """Return the address of a concern's page if the list itself is at ``address``."""
        return subpage_url(self, address, "concern", [concern.slug])


def _description(concern: Concern) -> str:
    if written := " ".join(concern.description.split()):
        return written
    text = _("%(concern)s: what may help, and what guidelines and research say about it.")
    return text % {"concern": concern.name}
