from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.core.paginator import Page as PaginatorPage
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.search import index

from wagtail_therapy.blog import archives, querysets
from wagtail_therapy.blog.api_fields import BLOG_API_FIELDS
from wagtail_therapy.blog.archives import Archive
from wagtail_therapy.blog.blocks import ChosenPostsBlock, SidebarBlock
from wagtail_therapy.blog.meta_tags import list_meta
from wagtail_therapy.blog.mixins.archive_urls import ArchiveURLsMixin
from wagtail_therapy.blog.mixins.feeds import FeedsMixin
from wagtail_therapy.blog.post_counts import number_listed
from wagtail_therapy.blog.search import Answer, answer
from wagtail_therapy.content.fields import INLINE_FEATURES, TherapyRichTextField, TherapyStreamField
from wagtail_therapy.content.former_slugs import permanent_redirect
from wagtail_therapy.content.metadata.breadcrumbs import Crumb
from wagtail_therapy.content.metadata.json_ld import with_item_list
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.response_headers import add_private_headers
from wagtail_therapy.content.visibility import exclude_pages

SIDEBAR_HELP = _("Shown beside this page, its archives and each post; on a phone below them.")


class BlogIndexMixin(ArchiveURLsMixin, FeedsMixin, RoutablePageMixin, TherapyPageMixin):
    """A page that lists the posts below it, with archives, a search and feeds.

    Mix it in before the host's page class, and add the panels and search fields of both.
    """

    fallback_template = "wagtail_therapy/blog/index.html"
    posts_per_page = 10

    intro = TherapyRichTextField(_("introduction"), blank=True, features=INLINE_FEATURES)
    pinned = TherapyStreamField(
        ChosenPostsBlock(),
        verbose_name=_("pinned posts"),
        blank=True,
        help_text=_("These come first, whatever their date."),
    )
    sidebar = TherapyStreamField(
        SidebarBlock(),
        verbose_name=_("beside the posts"),
        blank=True,
        help_text=SIDEBAR_HELP,
    )

    content_panels = ["intro", "pinned", "sidebar"]
    search_fields = [index.SearchField("intro")]
    api_fields = BLOG_API_FIELDS

    class Meta:
        abstract = True

    def address_of(
        self, path: str, request: HttpRequest | None = None, *, is_full: bool = False
    ) -> str:
        """Return the URL of a path below the blog, or "" if the blog has no URL yet."""
        address = self.get_full_url(request) if is_full else self.get_url(request)
        # A host may have chosen WAGTAIL_APPEND_SLASH = False.
        return f"{address.rstrip('/')}/{path}" if address else ""

    def get_posts(self) -> QuerySet:
        """Return the posts to list, newest first: live, public, and in the blog's locale.

        An alias is left out if its original is one of them.
        """
        return querysets.listed_posts(self.get_children(), self.locale_id)

    def get_pinned(self) -> list[Any]:
        """Return the public pinned posts, in the editor's order."""
        return querysets.chosen_public_posts(self.pinned, self.get_site(), self.locale_id)

    @path("category/<str:slug>/", name="category")
    def category_archive(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._archive(request, archives.of_category(self, slug), slug)

    @path("tag/<str:slug>/", name="tag")
    def tag_archive(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.render(request, archive=archives.of_tag(self, slug))

    @path("author/<str:slug>/", name="author")
    def author_archive(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._archive(request, archives.of_author(self, slug), slug)

    @path("search/", name="search")
    def search(self, request: HttpRequest) -> HttpResponse:
        response = self.render(request, archive=archives.of_search(self, request.GET.get("q", "")))
        return add_private_headers(response) if request.GET else response

    @re_path(r"^(?P<year>[0-9]{4})/$", name="year")
    def year_archive(self, request: HttpRequest, year: str) -> HttpResponse:
        return self.render(request, archive=archives.of_year(self, int(year)))

    @re_path(r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", name="month")
    def month_archive(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        return self.render(request, archive=archives.of_month(self, int(year), int(month)))

    def _archive(self, request: HttpRequest, archive: Archive, slug: str) -> HttpResponse:
        if archive.subject.slug != slug:
            return permanent_redirect(self.address_of(archive.path, request), request)
        return self.render(request, archive=archive)

    def get_context(
        self, request: HttpRequest, *args: Any, archive: Archive | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """:raises Http404: the requested page of the list doesn't exist."""
        shown, pinned = self._list(archive, request.GET.get("page", "").strip() or 1)
        context = super().get_context(request, *args, **kwargs)
        meta = list_meta(context["meta"], archive, shown)
        if archive or shown.number > 1:
            self.describe_as(meta)
        crumbs = [Crumb(post.title, post.get_full_url(request)) for post in [*pinned, *shown]]
        start = 1 if shown.number == 1 else shown.start_index() + len(self.pinned)
        return context | {
            "blog": self,
            "archive": archive,
            "posts": shown,
            "answer": self._answer(archive, shown, request),
            "pinned": pinned,
            "meta": meta,
            "json_ld": with_item_list(self.get_json_ld(request, meta), meta, crumbs, start),
        }

    def _answer(
        self, archive: Archive | None, shown: PaginatorPage, request: HttpRequest
    ) -> Answer | None:
        if archive is None or archive.kind != "search":
            return None
        return answer(self, archive.query, shown, request)

    def _list(self, archive: Archive | None, number: Any) -> tuple[PaginatorPage, list[Any]]:
        listed = archive.posts if archive else self.get_posts()
        pinned = [] if archive else self.get_pinned()
        if pinned:
            listed = exclude_pages(listed, pinned)
        shown = self._paginated(listed, number, archive, pinned)
        start = (shown.number - 1) * self.posts_per_page
        shown.object_list = querysets.newest(
            querysets.only_link_fields(listed), start, start + self.posts_per_page
        )
        return shown, pinned if shown.number == 1 else []

    def get_template(
        self, request: HttpRequest, *args: Any, archive: Archive | None = None, **kwargs: Any
    ) -> list[str]:
        """Return the blog's template. Archives use the same, with another heading."""
        return super().get_template(request, *args, **kwargs)

    def _paginated(
        self, listed: Any, number: Any, archive: Archive | None, pinned: list[Any]
    ) -> PaginatorPage:
        paginator = Paginator(listed, self.posts_per_page)
        paginator.count = number_listed(listed, self, archive, pinned)
        try:
            return paginator.page(number)
        except InvalidPage as error:
            raise Http404 from error
