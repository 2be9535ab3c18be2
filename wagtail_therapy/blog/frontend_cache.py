"""Front-end cache invalidation for posts and everything that they refer to.

Wagtail purges a page that is published or unpublished. This purges the lists that contain it.
"""

from collections import defaultdict
from copy import copy
from typing import Any

import swapper

from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.reviews.records import pages_reviewed_by
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.content.page_cache.frontend_cache import (
    connect_signals,
    page_urls,
    pages_referencing,
    purge,
    should_purge,
    urls_below,
)

from .archive_urls import ArchiveURLs, paths_of_post
from .mixins.archive_urls import ArchiveURLsMixin
from .models import AuthoredPostMixin, Category

UID = "wagtail_therapy_blog.purges"
RELATED_MODELS = [Author, Category, ContentNote]


def connect() -> None:
    """Connect our signal handlers, if the host has ``wagtail.contrib.frontend_cache``."""
    connect_signals(
        UID,
        on_publish=purge_archives,
        on_move=purge_moved_post,
        urls_listing=urls_listing,
        urls_showing=urls_showing,
        models=RELATED_MODELS,
    )


def purge_archives(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Purge a post's blog with its archives and feeds. Also called when a post is deleted."""
    if isinstance(instance, AuthoredPostMixin) and should_purge():
        purge(_archive_urls(instance, instance.get_blog()))


def purge_post(page: Any) -> None:
    """Purge a post, and the lists that contain its card."""
    if should_purge():
        post = page.specific
        blog = post.get_blog() if isinstance(post, AuthoredPostMixin) else None
        purge(page_urls(post) | _archive_urls(post, blog))


def purge_moved_post(
    sender: Any, instance: Any, parent_page_before: Any, url_path_before: str, **kwargs: Any
) -> None:
    """Purge the old and new URLs of a post that was moved, and the archives of both blogs."""
    page = instance.specific
    if not isinstance(page, AuthoredPostMixin) or not should_purge():
        return
    old_page = copy(page)
    old_page.url_path = url_path_before
    lists = _archive_urls(page, parent_page_before.specific) | _archive_urls(page, page.get_blog())
    purge(lists | page_urls(old_page) | page_urls(page))


def urls_listing(pages: list[Any]) -> set[str]:
    """Return the URLs of these posts' blogs, and of the archives and feeds that list them.

    The number of queries grows with the blogs, not with the posts.
    """
    by_parent = defaultdict(list)
    for post in pages:
        if isinstance(post, AuthoredPostMixin):
            by_parent[post.path[: -post.steplen]].append(post)
    return {url for posts in by_parent.values() for url in _archive_urls_of_siblings(posts)}


def _archive_urls_of_siblings(posts: list[Any]) -> set[str]:
    """Return the URLs that list any of these posts, which have the same parent."""
    blog = posts[0].get_blog()
    # A host may keep posts outside of a blog.
    if not isinstance(blog, ArchiveURLsMixin):
        return set()
    pages = swapper.load_model("wagtailcore", "Page").objects
    found = pages.filter(pk__in=[post.pk for post in posts])
    return urls_below(blog, ArchiveURLs(blog, found).all_paths())


def urls_showing(instance: Any) -> set[str]:
    """Return the URLs of pages that refer to an author, category or note, and their blogs."""
    # Wagtail's index doesn't include reviewers, because reviews aren't part of the page.
    reviewed = pages_reviewed_by(instance) if isinstance(instance, Author) else []
    pages = {*pages_referencing(instance), *reviewed}
    blogs = {page.get_blog() for page in pages if isinstance(page, AuthoredPostMixin)}
    return {address for page in (pages | blogs) - {None} for address in page_urls(page)}


def _archive_urls(post: Any, blog: Any) -> set[str]:
    # A host may keep posts outside of a blog.
    if not isinstance(blog, ArchiveURLsMixin):
        return set()
    # Including archives that only listed this post, which the blog no longer has.
    return page_urls(blog, [f"/{path}" for path in paths_of_post(blog, post)])
