from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import re_path

from wagtail_therapy.blog import archives
from wagtail_therapy.blog.archives import Archive
from wagtail_therapy.blog.feeds import responses
from wagtail_therapy.content.former_slugs import permanent_redirect

FEED = r"(?P<path>feed/(?:atom/|json/)?)$"


class FeedsMixin(models.Model):
    """The feeds of a blog, and of each category, tag and author in it."""

    class Meta:
        abstract = True

    @re_path(rf"^{FEED}", name="feed")
    def feed(self, request: HttpRequest, path: str) -> HttpResponse:
        return responses.serve_feed(self, request, path=path)

    @re_path(rf"^category/(?P<slug>[^/]+)/{FEED}", name="category_feed")
    def category_feed(self, request: HttpRequest, slug: str, path: str) -> HttpResponse:
        return self._feed(request, archives.read(self, request, "category", slug), slug, path)

    @re_path(rf"^tag/(?P<slug>[^/]+)/{FEED}", name="tag_feed")
    def tag_feed(self, request: HttpRequest, slug: str, path: str) -> HttpResponse:
        return self._feed(request, archives.read(self, request, "tag", slug), slug, path)

    @re_path(rf"^author/(?P<slug>[^/]+)/{FEED}", name="author_feed")
    def author_feed(self, request: HttpRequest, slug: str, path: str) -> HttpResponse:
        return self._feed(request, archives.read(self, request, "author", slug), slug, path)

    def _feed(self, request: HttpRequest, archive: Archive, slug: str, path: str) -> HttpResponse:
        if archive.subject.slug != slug:
            return permanent_redirect(self.address_of(archive.path + path, request), request)
        return responses.serve_feed(self, request, archive=archive, path=path)
