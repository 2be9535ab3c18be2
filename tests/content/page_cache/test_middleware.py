"""Which pages are kept for the next visitor, and what visitors are told to keep themselves."""

import pytest
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.db import OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from tests import page_cache
from tests.page_cache import is_kept, visit
from tests.pages import rows
from tests.testapp.models import HomePage
from wagtail_therapy.content import caching

HOME = "/"
LOCMEM = "django.core.cache.backends.locmem.LocMemCache"


@pytest.fixture(autouse=True)
def kept(settings):
    page_cache.turn_on(settings)


@pytest.fixture
def served(site, monkeypatch):
    """Return a function that says how the home page answers from now on."""

    def answer(change=lambda request, response: response):
        def serve(page, request, *args, **kwargs):
            response = HttpResponse(f"{page.title}, {len(made)}")
            made.append(1)
            return change(request, response) or response

        monkeypatch.setattr(HomePage, "serve", serve)

    made = []
    answer()
    return answer


def test_page_is_made_once_for_all_visitors(served, django_assert_num_queries):
    first, was_kept = visit(HOME)
    with django_assert_num_queries(1):
        second, is_kept = visit(HOME)

    assert (was_kept, is_kept) == (False, True)
    assert first.content == second.content == b"Foreign host, 0"
    assert dict(first.headers) == dict(second.headers)


def test_page_is_made_again_after_a_change(served):
    visit(HOME)
    caching.invalidate()

    assert visit(HOME)[0].content == b"Foreign host, 1"


def test_change_while_a_page_is_made_is_not_missed(served):
    served(lambda request, response: caching.invalidate())
    visit(HOME)
    served()

    assert visit(HOME)[1] is False


def test_page_takes_the_place_of_the_one_before_the_change(served, settings):
    pages = {"BACKEND": LOCMEM, "LOCATION": "pages"}
    settings.CACHES = {"default": {"BACKEND": LOCMEM}, "pages": pages}
    settings.CACHE_MIDDLEWARE_ALIAS = "pages"
    for _ in range(3):
        visit(HOME)
        caching.invalidate()

    assert len(caches["pages"]._cache) == 1


def test_nothing_is_kept_on_a_host_that_wants_it_so(served, settings):
    settings.WAGTAIL_THERAPY = {"CACHE_SECONDS": 0}

    assert is_kept(HOME) is False


def test_page_that_needs_no_database_is_shown_without_one(served, monkeypatch):
    def unreachable(request):
        raise OperationalError

    monkeypatch.setattr(caching, "generation", unreachable)

    response, was_kept = visit("/newsletter/health/")
    assert (response.status_code, was_kept) == (404, False)
    assert is_kept(HOME) is False


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
    "as it is": lambda request, response: None,
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


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_gives_a_kept_page(served, method):
    visit(HOME)
    response = getattr(Client(), method)(HOME)

    assert response.content == b"Foreign host, 1"


def test_question_for_headers_gets_a_kept_page_and_leaves_none(served):
    Client().head(HOME)
    assert visit(HOME)[1] is False
    assert Client().head(HOME).headers["ETag"] == visit(HOME)[0].headers["ETag"]


def test_languages_and_hosts_are_kept_apart(served, settings):
    settings.MIDDLEWARE = [
        settings.MIDDLEWARE[0],
        "django.middleware.locale.LocaleMiddleware",
        *settings.MIDDLEWARE[1:],
    ]
    visits = [
        {"HTTP_ACCEPT_LANGUAGE": "de"},
        {"HTTP_ACCEPT_LANGUAGE": "en"},
        {"HTTP_HOST": "other"},
    ]

    seen = [visit(HOME, **one)[0].content[-1:] for one in [*visits, *visits]]
    assert seen == [b"0", b"1", b"2"] * 2


def test_browser_that_has_the_page_gets_none(served):
    etag = visit(HOME)[0].headers["ETag"]
    answers = [visit(HOME, HTTP_IF_NONE_MATCH=etag)[0] for _ in range(2)]

    assert [(one.status_code, one.content) for one in answers] == [(304, b"")] * 2


def test_page_says_how_old_it_is_if_it_says_how_long_it_is_right(served, time_machine):
    served(lambda request, response: patch_cache_control(response, max_age=300))
    time_machine.move_to("2026-11-30 12:00Z", tick=False)
    visit(HOME)
    time_machine.shift(200)

    assert visit(HOME)[0].headers["Age"] == "200"
    time_machine.shift(101)
    assert visit(HOME)[1] is False


def test_private_page_is_kept_by_no_one(site, editor_client):
    blog = rows.blog(site)
    restriction = PageViewRestriction.objects.create(
        page=blog, restriction_type="password", password="x"
    )
    visitor = Client()
    locked = visit(blog.url, visitor)
    visitor.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{blog.pk}/",
        {"password": "x", "return_url": blog.url},
    )
    shown = visit(blog.url, visitor)

    assert ["There are no posts yet" in one[0].text for one in (locked, shown)] == [False, True]
    for response, was_kept in (locked, shown, visit(blog.url)):
        assert was_kept is False
        assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))


def test_preview_neither_shows_nor_leaves_a_kept_page(served, site):
    visit(HOME)
    page = site.root_page.specific
    page.title = "Draft"
    preview = page.make_preview_request(RequestFactory().get(HOME), page.default_preview_mode)

    assert "Draft" in preview.text
    assert visit(HOME)[0].content == b"Foreign host, 0"


def test_other_views_are_not_kept(site):
    assert is_kept("/newsletter/") is False
    assert is_kept("/admin/login/") is False


def cache_control(path, **request):
    return visit(path, **request)[0].headers.get("Cache-Control")


def test_browsers_ask_each_time_and_no_one_keeps_a_visitors_page(served):
    said = [cache_control(HOME, **one) for one in ({}, {}, {"HTTP_COOKIE": "sessionid=x"})]

    assert said == ["no-cache", "no-cache", "private, no-cache"]


def test_cache_in_front_may_keep_pages_if_the_host_says_so(served, settings):
    settings.WAGTAIL_THERAPY = {"FRONTEND_CACHE_SECONDS": 300}
    said = [cache_control(HOME, **one) for one in ({}, {}, {"HTTP_COOKIE": "sessionid=x"})]

    assert said == ["max-age=0, s-maxage=300"] * 2 + ["private, no-cache"]


def test_what_a_page_says_itself_stays(served):
    served(lambda request, response: patch_cache_control(response, public=True, max_age=300))

    assert cache_control(HOME) == "public, max-age=300"


def test_login_without_a_cookie_leaves_no_page(served):
    user = get_user_model().objects.create_superuser("a@host.example", "x")
    served(lambda request, response: setattr(request, "user", user))

    assert is_kept(HOME) is False
    with override("en"):
        assert cache_control(HOME) == "private, no-cache"
