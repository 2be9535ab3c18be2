"""Searches the posts of a blog with the site's search backend, and what else the site has."""

import re
import textwrap
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_therapy.content.search import indexed_search, site_search
from wagtail_therapy.content.search.site_search import Found, Group, Query
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import Notices

WORD_CHARACTER = re.compile(r"\w")
MAX_LENGTH = 100
MAX_SUGGESTED = 3
# "what helps with panic" is about panic.
SHORTEST_PARTIAL = 4
# Zero width non-joiner and joiner: they belong to words of Persian and Indic scripts.
JOINERS = "\u200c\u200d"


def clean_query(text: str) -> str:
    """Return only the words of a query, on one line, cut to a sensible length."""
    composed = unicodedata.normalize("NFC", text[: 10 * MAX_LENGTH])
    words = "".join(one if _is_of_a_word(one) else " " for one in composed).split()
    spoken = " ".join(word for word in words if WORD_CHARACTER.search(word))
    lines = textwrap.wrap(spoken, MAX_LENGTH, break_long_words=False, break_on_hyphens=False)
    return lines[0] if lines else ""


def _is_of_a_word(character: str) -> bool:
    # Other characters break the FTS5 syntax of modelsearch's SQLite backend (wagtail #13227).
    is_letter = unicodedata.category(character)[0] in "LMN"
    return is_letter or character in JOINERS or character in "'’-"


def search_posts(posts: Any, query: str) -> Any:
    """Return the posts with all the words, best match first. Without words, return none."""
    return indexed_search.search(posts, query) if query else posts.none()


@dataclass(frozen=True)
class Answer:
    """What a search found on the whole site, or where to go on if that is nothing."""

    posts: int
    groups: list[Group]
    # What has other words for the same.
    similar: list[Group]
    # What has some of the words, if nothing has all of them.
    partial: list[Group]
    suggested: list[Group]
    newest: list[Any]

    @property
    def number(self) -> int:
        return self.posts + sum(len(group.found) for group in [*self.groups, *self.similar])

    @property
    def has_all_words(self) -> bool:
        """Whether anything was found with the words themselves."""
        return bool(self.posts or self.groups)


def answer(blog: Any, words: str, shown: Any, request: HttpRequest) -> Answer | None:
    """Return what the search page shows besides the posts, which are in ``shown``.

    None on further pages, and on a page outside all sites.
    """
    site = Site.find_for_request(request) or blog.get_site()
    if site is None or shown.number > 1:
        return None
    query = Query(words, site, blog.locale_id, request)
    groups = site_search.find(query)
    posts = [_post(one, query) for one in shown.object_list]
    similar = site_search.without(_similar(blog, query), [*groups, Group("", posts)])
    if groups or posts:
        return Answer(shown.paginator.count, groups, similar, [], [], [])
    partial = site_search.without(_with_some_words(blog, query), similar)
    newest = [] if similar or partial else list(blog.get_posts()[:MAX_SUGGESTED])
    suggested = site_search.suggest(query, [*similar, *partial])
    return Answer(0, [], similar, partial, suggested, newest)


def _similar(blog: Any, query: Query) -> list[Group]:
    others = Notices(PracticeSettings.for_site(query.site)).similar_words(query.words)
    return _with_any(blog, replace(query, words=" ".join(others))) if others else []


def _with_some_words(blog: Any, query: Query) -> list[Group]:
    words = query.words.split()
    longer = " ".join(word for word in words if len(word) >= SHORTEST_PARTIAL)
    return _with_any(blog, replace(query, words=longer)) if longer and len(words) > 1 else []


def _with_any(blog: Any, query: Query) -> list[Group]:
    some = replace(query, operator="or")
    posts = [_post(one, query) for one in some.search(blog.get_posts())]
    groups = site_search.find(some)
    return [*groups, Group(_("Posts"), posts)] if posts else groups


def _post(post: Any, query: Query) -> Found:
    return Found(post.title, post.get_url(query.request))
