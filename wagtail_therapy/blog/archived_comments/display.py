"""What visitors see of the comments of an old site."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest
from django.template import Context

from wagtail_therapy.content import caching
from wagtail_therapy.practice.models import PracticeSettings

from .. import frontend_cache
from ..models import ArchivedComment
from .threads import threads

EXIST_KEY = "wagtail_therapy:archived_comments"
EXIST_SECONDS = 60
TEMPLATE = "wagtail_therapy/blog/archived_comments.html"
# A page with more of them would be slow on a phone, and too large for most caches.
MAX_SHOWN = 1000


def are_shown(request: HttpRequest | None) -> bool:
    """Whether the practice shows them; yes outside a site."""
    practice = PracticeSettings.read_for(request) if request else None
    return practice is None or practice.shows_archived_comments


def shown_below(post: Any, context: Context) -> str:
    """Return the HTML of a post's comments, from the cache; "" if there are none to show.

    The template must not depend on the visitor.
    """
    request = context.get("request")
    if not post.pk or not are_shown(request):
        return ""
    template = context.template.engine.get_template(TEMPLATE)

    def make() -> str:
        comments = list(ArchivedComment.objects.filter(page=post.pk))
        listed = {"threads": threads(comments, MAX_SHOWN), "number": len(comments)}
        return template.render(context.new(listed | {"page": post})) if comments else ""

    return caching.cached_html(("archived comments", post.pk), make, request)


def exist() -> bool:
    """Whether any page has archived comments. From the cache, which may be a minute behind.

    It has a key of its own, so that an editor's next page takes no query after each publication.
    """
    return cache.get_or_set(EXIST_KEY, ArchivedComment.objects.exists, EXIST_SECONDS)


def set_counts(posts: Iterable[Any], request: HttpRequest | None) -> None:
    """Set on each post how many comments visitors see below it, in one query for all."""
    shown = {post.pk: post for post in posts}
    found = ArchivedComment.objects.filter(page__in=shown).order_by().values_list("page")
    counts = dict(found.annotate(Count("pk"))) if shown and are_shown(request) else {}
    for pk, post in shown.items():
        post.archived_comment_count = counts.get(pk, 0)


def show_changes(page: Any) -> None:
    """Have the page and the lists with its card made again after its comments changed."""
    caching.invalidate()
    cache.delete(EXIST_KEY)
    # Until then, other transactions read and cache what was there.
    transaction.on_commit(partial(cache.delete, EXIST_KEY))
    frontend_cache.purge_post(page)
