from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_therapy.authors.api.fields import TEAM_API_FIELDS
from wagtail_therapy.authors.blocks import AUTHOR_MODEL
from wagtail_therapy.authors.json_ld import with_profile
from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.prefetching import with_portraits
from wagtail_therapy.authors.teams import chosen_team, full_team
from wagtail_therapy.content.fields import INLINE_FEATURES, TherapyRichTextField, TherapyStreamField
from wagtail_therapy.content.former_slugs import find_by_former_slug, permanent_redirect
from wagtail_therapy.content.metadata.meta_tags import PageMeta
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.pictures.renditions import preview_image
from wagtail_therapy.content.text.excerpts import truncated


class TeamPageMixin(RoutablePageMixin, TherapyPageMixin):
    """A page that lists the practice's authors, with their profiles at URLs below it.

    Mix it in before the host's page class, and add the panels and search fields of both. Every
    published author in the page's locale has a profile, listed or not, such as guest authors. A
    page below this one can be opened unless an author has the same slug.
    """

    fallback_template = "wagtail_therapy/authors/team.html"
    profile_template = "wagtail_therapy/authors/profile.html"

    intro = TherapyRichTextField(_("introduction"), blank=True, features=INLINE_FEATURES)
    members = TherapyStreamField(
        [("author", SnippetChooserBlock(AUTHOR_MODEL, label=_("Person"), icon="user"))],
        verbose_name=_("people"),
        blank=True,
        help_text=_(
            "Who to show, in this order. Leave it empty to show everyone who is published, by name."
        ),
    )

    content_panels = ["intro", "members"]
    search_fields = [index.SearchField("intro")]
    api_fields = TEAM_API_FIELDS

    class Meta:
        abstract = True

    def get_authors(self) -> list[Author]:
        """Return the authors to list: those an editor chose, or else all in the page's locale."""
        if self.members:
            return chosen_team([child.value for child in self.members], self.locale_id)
        return full_team(self.locale_id)

    def get_profiles(self) -> QuerySet:
        """Return the authors with a profile: the published ones in the page's locale."""
        return Author.objects.filter(locale=self.locale_id, live=True)

    def get_profile_url(self, author: Author, request: HttpRequest | None = None) -> str:
        """Return the URL of the author's profile, or "" if the page has no URL yet."""
        return self._below(self.get_url(request), author)

    def _below(self, address: str, author: Author) -> str:
        if not address:
            return ""
        return f"{address.rstrip('/')}/{self.reverse_subpage('profile', [author.slug])}"

    def resolve_subpage(self, path: str) -> Any:
        """:raises Http404: there's no such profile. Wagtail then looks for a page."""
        match = super().resolve_subpage(path)
        if match.url_name == "profile":
            slug = match.kwargs.get("slug", *match.args)
            author = self._find_author(slug)
            match.args, match.kwargs = (), {"author": author}
            if author.slug != slug:
                match.func = self._serve_moved
        return match

    def _find_author(self, slug: str) -> Author:
        author = self.get_profiles().filter(slug=slug).first() or self._find_moved(slug)
        if author is None:
            raise Http404
        return author

    def _find_moved(self, slug: str) -> Author | None:
        # No author has the slug now, but a page below this one may.
        if self.get_children().live().filter(slug=slug).exists():
            return None
        return find_by_former_slug(Author, slug, self.locale_id, self.get_profiles())

    def _serve_moved(self, request: HttpRequest, author: Author) -> HttpResponse:
        return permanent_redirect(self.get_profile_url(author, request), request)

    @path("<str:slug>/", name="profile")
    def serve_profile(self, request: HttpRequest, author: Author) -> HttpResponse:
        (author,) = with_portraits([author])
        meta = self.get_profile_meta(author, request)
        self.describe_as(meta)
        nodes = with_profile(self.get_json_ld(request, meta), author, meta, request)
        overrides = {"author": author, "people": [author], "meta": meta, "json_ld": nodes}
        return self.render(request, template=self.profile_template, context_overrides=overrides)

    def get_profile_meta(self, author: Author, request: HttpRequest) -> PageMeta:
        meta = self.get_meta(request)
        return replace(
            meta.moved_to(self._below(meta.canonical, author)),
            title=author.name_with_letters,
            og_type="profile",
            description=self.get_profile_description(author),
            image=preview_image(author.photo, meta.canonical, author.name) or meta.image,
            published_at=author.first_published_at,
            modified_at=author.last_published_at,
        )

    def get_profile_description(self, author: Author) -> str:
        """Return the meta description of a profile: the short bio, or else the job title."""
        return truncated(author.short_bio) or author.job_title

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        base = self.get_full_url(request)
        profiles = [
            {"location": self._below(base, author), "lastmod": author.last_published_at}
            for author in self.get_profiles()
        ]
        return super().get_sitemap_urls(request) + profiles

    def get_cached_paths(self) -> list[str]:
        return [*super().get_cached_paths(), *self._profile_paths()]

    def get_route_paths(self) -> list[str]:
        return [*super().get_route_paths(), *self._profile_paths()]

    def _profile_paths(self) -> list[str]:
        return [self._below("/", author) for author in self.get_profiles()]
