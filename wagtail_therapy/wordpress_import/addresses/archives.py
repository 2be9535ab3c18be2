"""Our lists of posts that those of the old site lead to."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.http import urlencode

from wagtail_therapy.blog import archives
from wagtail_therapy.blog.mixins import BlogIndexMixin
from wagtail_therapy.wordpress_import.models import OldAddress, OldSite

from .keys import is_number
from .public_pages import public_pages


@dataclass(frozen=True)
class BlogList:
    """A list below our blog. ``path`` is such as "2020/11/", and ``words`` are searched."""

    path: str = ""
    words: str = ""


def url_of_term(address: OldAddress, feed: str, request: HttpRequest) -> str | None:
    """Return the URL of the list by category, tag or author, or None if it has no public posts.

    A tag's or author's without posts is an error here; a category's says that there are none yet.
    """
    blog = public_blog(address.old_site)
    if blog is None:
        return None
    try:
        found = _term(blog, address)
    except Http404:
        return None
    return blog.address_of(found.path + feed, request)


def url_of_list(old_site: OldSite, found: BlogList, request: HttpRequest) -> str | None:
    """Return the URL of the blog, one of its feeds, an archive by date, or a search."""
    blog = public_blog(old_site)
    if blog is None or not _has_posts(blog, found.path):
        return None
    query = f"?{urlencode({'q': found.words})}" if found.words else ""
    return blog.address_of(found.path, request) + query


def public_blog(old_site: OldSite) -> Any | None:
    """Return the blog that the posts are in, if everyone can open it."""
    blog = public_pages(old_site.site, [old_site.blog_id] if old_site.blog_id else [])
    page = next(iter(blog.values())).specific if blog else None
    return page if isinstance(page, BlogIndexMixin) else None


def _term(blog: Any, address: OldAddress) -> archives.Archive:
    if address.category:
        return archives.of_category(blog, address.category.slug)
    if address.tag:
        return archives.of_tag(blog, address.tag.slug)
    return archives.of_author(blog, address.author.slug if address.author else "")


def _has_posts(blog: Any, path: str) -> bool:
    """Return whether an archive by date has posts. Other lists are there without."""
    numbers = [int(one) for one in path.split("/") if is_number(one)]
    if not numbers:
        return True
    try:
        (archives.of_month if len(numbers) > 1 else archives.of_year)(blog, *numbers)
    except Http404:
        return False
    return True
