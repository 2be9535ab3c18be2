"""Which requests and responses may be kept: only what any visitor without cookies is shown."""

import re
from fnmatch import fnmatchcase

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_max_age

from wagtail_therapy.conf import conf

READING = {"GET", "HEAD"}
# Who sends one of these may get another page.
PERSONAL_HEADERS = ("HTTP_AUTHORIZATION", "HTTP_ORIGIN")
# Other queries are a visitor's own, such as searches, or would fill the cache with copies.
KEPT_QUERY = re.compile(r"(page=[1-9][0-9]{0,3})?")
NOT_KEPT = {"private", "no-store", "no-cache"}
# What a page may depend on: ``is_anyone`` has looked at these. Each language is kept by itself.
KNOWN_VARY = {"authorization", "cookie", "origin"}
LANGUAGE = "accept-language"
PAGE_VIEW = "wagtail_serve"
NUMBERED = "therapy_page_cache_numbered"


def is_anyone(request: HttpRequest) -> bool:
    """Return whether nothing tells this visitor from others: no cookie and no login."""
    is_preview = getattr(request, "is_dummy", False)
    return (
        not is_preview
        and not any(name in request.META for name in PERSONAL_HEADERS)
        and all(_is_ignored(name) for name in request.COOKIES)
    )


def has_kept_address(request: HttpRequest) -> bool:
    """Return whether pages with such an address are kept, if this is one."""
    query = request.META.get("QUERY_STRING", "")
    return (
        request.method in READING
        and conf.cache_seconds > 0
        and KEPT_QUERY.fullmatch(query) is not None
    )


def keep_page_numbers(request: HttpRequest) -> None:
    """Let the page be kept with ``?page=``. A list calls it if it has no page of other numbers.

    Other pages are the same with any number, and would be kept ten thousand times.
    """
    setattr(request, NUMBERED, True)


def is_of_page(request: HttpRequest) -> bool:
    """Return whether one of Wagtail's pages is read. Other views may do as they like."""
    match = request.resolver_match
    return request.method in READING and match is not None and match.url_name == PAGE_VIEW


def is_shared(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether nothing in the page was made for this visitor alone.

    Tokens of forms, nonces, messages and what a login shows are. The newsletter's form may be kept:
    its token is signed for the page, and valid for days.
    """
    user = getattr(request, "user", None)
    return not (
        response.cookies
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        or getattr(request, "_csp_nonce", None)
        or getattr(request, "is_preview", False)
        or getattr(getattr(request, "_messages", None), "added_new", False)
        or _has_session(request)
        or (user is not None and user.is_authenticated)
    )


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the response is a whole page, and its headers say nothing against it."""
    return (
        response.status_code == 200
        and not response.streaming
        and (hasattr(request, NUMBERED) or not request.META.get("QUERY_STRING"))
        and not response.has_header("Content-Encoding")
        and get_max_age(response) != 0
        and NOT_KEPT.isdisjoint(_words(response, "Cache-Control"))
        and _words(response, "Vary") <= _known_vary()
    )


def _known_vary() -> set[str]:
    return KNOWN_VARY | ({LANGUAGE} if conf.is_translated else set())


def _is_ignored(cookie: str) -> bool:
    return any(fnmatchcase(cookie, pattern) for pattern in conf.ignored_cookies)


def _has_session(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return session is not None and (session.modified or not session.is_empty())


def _words(response: HttpResponse, header: str) -> set[str]:
    """Return the names in a header, without their values."""
    words = response.get(header, "").lower().split(",")
    return {word.partition("=")[0].strip() for word in words} - {""}
