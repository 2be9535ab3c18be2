"""What a front-end cache has to forget when posts, and what they name, change.

Wagtail itself purges a page that is published or unpublished. Here are the lists that it stood in.
"""

from collections import defaultdict
from copy import copy
from typing import Any

import swapper

from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.reviews.records import pages_reviewed_by
from wagtail_therapy.content.frontend_cache import (
    connect_signals,
    page_urls,
    pages_referencing,
    purge,
    should_purge,
    urls_below,
)
from wagtail_therapy.content.models import ContentNote

from .archive_urls import Addresses, of_post
from .authored import AuthoredMixin
from .mixins.archive_urls import AddressesMixin
from .models import Category

UID = "wagtail_therapy_blog.purges"
NAMED = [Author, Category, ContentNote]


def connect() -> None:
    """Listen, on a host that has ``wagtail.contrib.frontend_cache``."""
    connect_signals(
        UID,
        lists=purge_lists,
        moved=purge_moved,
        listing=addresses_listing,
        naming=addresses_naming,
        named=NAMED,
    )


def purge_lists(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Purge the blog of a post with its archives and feeds. A page that is deleted comes, too."""
    if isinstance(instance, AuthoredMixin) and should_purge():
        purge(_lists_of(instance, instance.get_blog()))


def purge_moved(
    sender: Any, instance: Any, parent_page_before: Any, url_path_before: str, **kwargs: Any
) -> None:
    """Purge a post that was moved, where it was and where it is, with the lists of both blogs."""
    page = instance.specific
    if not isinstance(page, AuthoredMixin) or not should_purge():
        return
    there = copy(page)
    there.url_path = url_path_before
    lists = _lists_of(page, parent_page_before.specific) | _lists_of(page, page.get_blog())
    purge(lists | page_urls(there) | page_urls(page))


def addresses_listing(pages: list[Any]) -> set[str]:
    """Return those of the blogs of these posts, and of the archives and feeds that they are in.

    In a number of queries that grows with the blogs, and not with the posts.
    """
    by_parent = defaultdict(list)
    for post in pages:
        if isinstance(post, AuthoredMixin):
            by_parent[post.path[: -post.steplen]].append(post)
    return {url for posts in by_parent.values() for url in _archives_of(posts)}


def _archives_of(posts: list[Any]) -> set[str]:
    """Return what lists any of these posts, all of one parent."""
    blog = posts[0].get_blog()
    # A host may keep posts outside of a blog.
    if not isinstance(blog, AddressesMixin):
        return set()
    pages = swapper.load_model("wagtailcore", "Page").objects
    found = pages.filter(pk__in=[post.pk for post in posts])
    return urls_below(blog, Addresses(blog, found).all_paths())


def addresses_naming(instance: Any) -> set[str]:
    """Return those of the pages that name an author, category or content note, and their blogs."""
    # A review isn't part of its page, so Wagtail doesn't index its reviewer.
    reviewed = pages_reviewed_by(instance) if isinstance(instance, Author) else []
    pages = {*pages_referencing(instance), *reviewed}
    blogs = {page.get_blog() for page in pages if isinstance(page, AuthoredMixin)}
    return {address for page in (pages | blogs) - {None} for address in page_urls(page)}


def _lists_of(post: Any, blog: Any) -> set[str]:
    # A host may keep posts outside of a blog.
    if not isinstance(blog, AddressesMixin):
        return set()
    # Also those that the post alone stood in: the blog does not have them any more.
    return page_urls(blog, [f"/{path}" for path in of_post(blog, post)])
