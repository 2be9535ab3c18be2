from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.search import index

from wagtail_therapy.blog import archives, querysets
from wagtail_therapy.blog.api.fields import BLOG_API_FIELDS
from wagtail_therapy.blog.archives import Archive
from wagtail_therapy.blog.blocks import ChosenPostsBlock, SidebarBlock
from wagtail_therapy.blog.counts.post_counts import number_listed
from wagtail_therapy.blog.meta_tags import list_meta
from wagtail_therapy.blog.mixins.archive_urls import ArchiveURLsMixin
from wagtail_therapy.blog.mixins.feeds import FeedsMixin
from wagtail_therapy.blog.search import Answer, answer
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.fields import INLINE_FEATURES, TherapyRichTextField, TherapyStreamField
from wagtail_therapy.content.former_slugs import permanent_redirect
from wagtail_therapy.content.metadata.breadcrumbs import Crumb
from wagtail_therapy.content.metadata.json_ld import with_item_list
from wagtail_therapy.content.metadata.meta_tags import PageMeta
from wagtail_therapy.content.metadata.publisher import Node
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.page_cache.headers import add_private_headers
from wagtail_therapy.content.page_cache.policy import keep_page_numbers
from wagtail_therapy.content.visibility import exclude_pages

Key = tuple[Any, ...]

SIDEBAR_HELP = _("Shown beside this page, its archives and each post; on a phone below them.")


class CountedPaginator(Paginator):
    """A paginator that knows how many there are, and not which."""

    def __init__(self, total: int, per_page: int):
        super().__init__((), per_page)
        self.count = total


class ListPage(Page):
    """A page of a list. ``kept_key`` names what it shows; None if that isn't kept."""

    def __init__(
        self,
        number: int,
        paginator: Paginator,
        read: Callable[[int, int], list[Any]],
        kept_key: Key | None = None,
    ):
        self.number = number
        self.paginator = paginator
        self.kept_key = kept_key
        self._read = read

    @cached_property
    def object_list(self) -> list[Any]:
        start = (self.number - 1) * self.paginator.per_page
        return self._read(start, start + self.paginator.per_page)


def list_page(
    paginator: Paginator,
    number: str,
    read: Callable[[int, int], list[Any]],
    key: Key | None = None,
) -> ListPage:
    """Return the page of a list that a visitor asks for; by default the first.

    ``read`` returns the rows from one place to another.

    :raises Http404: the list has no such page.
    """
    try:
        found = paginator.validate_number(number.strip() or 1)
    except InvalidPage as error:
        raise Http404 from error
    return ListPage(found, paginator, read, key and (*key, found))


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
        return self._archive(request, archives.read(self, request, "category", slug), slug)

    @path("tag/<str:slug>/", name="tag")
    def tag_archive(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.render(request, archive=archives.read(self, request, "tag", slug))

    @path("author/<str:slug>/", name="author")
    def author_archive(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._archive(request, archives.read(self, request, "author", slug), slug)

    @path("search/", name="search")
    def search(self, request: HttpRequest) -> HttpResponse:
        response = self.render(request, archive=archives.of_search(self, request.GET.get("q", "")))
        return add_private_headers(response) if request.GET else response

    @re_path(r"^(?P<year>[0-9]{4})/$", name="year")
    def year_archive(self, request: HttpRequest, year: str) -> HttpResponse:
        return self.render(request, archive=archives.read(self, request, "year", int(year)))

    @re_path(r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", name="month")
    def month_archive(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        archive = archives.read(self, request, "month", int(year), int(month))
        return self.render(request, archive=archive)

    def _archive(self, request: HttpRequest, archive: Archive, slug: str) -> HttpResponse:
        if archive.subject.slug != slug:
            return permanent_redirect(self.address_of(archive.path, request), request)
        return self.render(request, archive=archive)

    def get_context(
        self, request: HttpRequest, *args: Any, archive: Archive | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """:raises Http404: the requested page of the list doesn't exist."""
        shown, pinned = self._list(archive, request)
        context = super().get_context(request, *args, **kwargs)
        meta = list_meta(context["meta"], archive, shown)
        if archive or shown.number > 1:
            self.describe_as(meta)
        return context | {
            "blog": self,
            "archive": archive,
            "posts": shown,
            "answer": self._answer(archive, shown, request),
            "pinned": pinned,
            "meta": meta,
            "json_ld": SimpleLazyObject(partial(self._nodes, shown, pinned, meta, request)),
            "json_ld_key": shown.kept_key,
        }

    def _nodes(
        self, shown: ListPage, pinned: list[Any], meta: PageMeta, request: HttpRequest
    ) -> list[Node]:
        crumbs = [Crumb(post.title, post.get_full_url(request)) for post in [*pinned, *shown]]
        start = 1 if shown.number == 1 else shown.start_index() + len(self.pinned)
        return with_item_list(self.get_json_ld(request, meta), meta, crumbs, start)

    def _answer(
        self, archive: Archive | None, shown: ListPage, request: HttpRequest
    ) -> Answer | None:
        if archive is None or archive.kind != "search":
            return None
        return answer(self, archive.query, shown, request)

    def _list(self, archive: Archive | None, request: HttpRequest) -> tuple[ListPage, list[Any]]:
        number = request.GET.get("page", "")
        if number:
            keep_page_numbers(request)
        pinned = [] if archive else self._pinned_rows(request)

        def posts() -> Any:
            listed = archive.posts if archive else self.get_posts()
            return exclude_pages(listed, pinned) if pinned else listed

        def read(start: int, end: int) -> list[Any]:
            return querysets.newest(querysets.only_link_fields(posts()), start, end)

        is_search = archive is not None and archive.kind == "search"
        if is_search or not self.is_kept(request):
            shown = list_page(Paginator(posts(), self.posts_per_page), number, read)
        else:
            key = ("posts", self.pk, archive.path if archive else "")
            total = cached(key, lambda: number_listed(posts(), self, archive, pinned), request)
            paginator = CountedPaginator(total, self.posts_per_page)
            shown = list_page(paginator, number, self._kept(key, read, request), key)
        return shown, pinned if shown.number == 1 else []

    def _kept(self, key: Key, read: Any, request: HttpRequest) -> Any:
        return lambda *place: cached((*key, *place), lambda: read(*place), request)

    def _pinned_rows(self, request: HttpRequest) -> list[Any]:
        if not self.pinned:
            return []
        if not self.is_kept(request):
            return self.get_pinned()
        return cached(("pinned", self.pk), lambda: querysets.link_rows(self.get_pinned()), request)

    def get_template(
        self, request: HttpRequest, *args: Any, archive: Archive | None = None, **kwargs: Any
    ) -> list[str]:
        """Return the blog's template. Archives use the same, with another heading."""
        return super().get_template(request, *args, **kwargs)
