"""Only what any visitor without cookies is shown is kept."""

import pytest
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import patch_cache_control, patch_vary_headers

from tests.page_cache import is_kept, visit
from tests.pages import rows
from wagtail_therapy.content.page_cache.policy import keep_page_numbers
from wagtail_therapy.pages.models import BlogIndexPage

pytestmark = pytest.mark.usefixtures("kept")

HOME = "/"

PRIVATE = {
    "private": lambda request, response: patch_cache_control(response, private=True),
    "no-store": lambda request, response: patch_cache_control(response, no_store=True),
    "no-cache": lambda request, response: patch_cache_control(response, no_cache=True),
    "not a second": lambda request, response: patch_cache_control(response, max_age=0),
    "a cookie": lambda request, response: response.set_cookie("theme", "dark"),
    "a token": lambda request, response: get_token(request) and None,
    "a nonce": lambda request, response: setattr(request, "_csp_nonce", "x"),
    "a message": lambda request, response: messages.info(request, "Hello"),
    "a session": lambda request, response: request.session.setdefault("seen", 1) and None,
    "a browser": lambda request, response: patch_vary_headers(response, ["User-Agent"]),
    "anything": lambda request, response: patch_vary_headers(response, ["*"]),
    "zipped": lambda request, response: (
        response.headers.setdefault("Content-Encoding", "br") and None
    ),
    "a stream": lambda request, response: StreamingHttpResponse([b"streamed"]),
    "an error": lambda request, response: HttpResponse("gone", status=410),
    "elsewhere": lambda request, response: HttpResponse(status=302, headers={"Location": "/x/"}),
}


@pytest.mark.parametrize("name", PRIVATE)
def test_page_of_one_visitor_is_not_kept(served, name):
    served(PRIVATE[name])

    assert is_kept(HOME) is False


SHARED = {
    "unchanged": lambda request, response: None,
    "five minutes": lambda request, response: patch_cache_control(
        response, public=True, max_age=300
    ),
    "a login that is not there": lambda request, response: str(request.user) and None,
    "a language": lambda request, response: patch_vary_headers(response, ["Accept-Language"]),
}


@pytest.mark.parametrize("name", SHARED)
def test_page_of_all_visitors_is_kept(served, name):
    served(SHARED[name])

    assert is_kept(HOME) is True


VISITS = {
    "with a session": {"HTTP_COOKIE": "sessionid=x"},
    "with messages": {"HTTP_COOKIE": "messages=x"},
    "with any cookie": {"HTTP_COOKIE": "csrftoken=x; theme=dark"},
    "with a password": {"HTTP_AUTHORIZATION": "Basic x"},
    "from a script of another site": {"HTTP_ORIGIN": "https://other.example"},
    "with a query": {"QUERY_STRING": "q=panic"},
    "with a page and more": {"QUERY_STRING": "page=2&concern=grief"},
}


@pytest.mark.parametrize("name", VISITS)
def test_visitor_who_differs_neither_gets_nor_leaves_a_page(served, name):
    personal = VISITS[name]
    visit(HOME, **personal)
    after_personal = visit(HOME)[1]

    assert (after_personal, visit(HOME, **personal)[1]) == (False, False)


@pytest.mark.parametrize(
    "cookie", [f"csrftoken={32 * 'x'}", "django_language=de", "_ga=1; _ga_X=2", ""], ids=str
)
def test_cookies_without_an_effect_are_ignored(served, settings, cookie):
    settings.WAGTAIL_THERAPY = {"PAGE_CACHE_IGNORED_COOKIES": ["_ga*"]}

    assert is_kept(HOME, HTTP_COOKIE=cookie) is True


def test_numbers_of_pages_are_kept_for_lists_alone(served):
    assert is_kept(HOME, QUERY_STRING="page=2") is False
    served(lambda request, response: keep_page_numbers(request))

    assert is_kept(HOME, QUERY_STRING="page=2") is True
    assert is_kept(HOME, QUERY_STRING="page=abc") is False


def test_page_of_a_blog_is_kept(site, monkeypatch):
    blog = rows.blog(site)
    monkeypatch.setattr(BlogIndexPage, "posts_per_page", 1)
    for title in ("One", "Two"):
        rows.post(blog, rows.author(title), title=title)

    assert is_kept(blog.url, QUERY_STRING="page=2") is True
    assert is_kept(blog.url, QUERY_STRING="page=3") is False


def test_login_without_a_cookie_leaves_no_page(served):
    user = get_user_model().objects.create_superuser("a@host.example", "x")
    served(lambda request, response: setattr(request, "user", user))

    assert is_kept(HOME) is False
    assert visit(HOME)[0].headers["Cache-Control"] == "private, no-cache"
