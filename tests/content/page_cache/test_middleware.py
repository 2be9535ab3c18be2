"""Which pages are kept for the next visitor."""

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.cache import patch_cache_control
from wagtail.models import PageViewRestriction

from tests.page_cache import is_kept, visit
from tests.pages import rows
from wagtail_therapy.content import caching

pytestmark = pytest.mark.usefixtures("kept")

HOME = "/"
LOCALE = "django.middleware.locale.LocaleMiddleware"
LOCMEM = "django.core.cache.backends.locmem.LocMemCache"


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
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], LOCALE, *settings.MIDDLEWARE[1:]]
    visits = [
        {"HTTP_ACCEPT_LANGUAGE": "de"},
        {"HTTP_ACCEPT_LANGUAGE": "en"},
        {"HTTP_HOST": "other"},
    ]

    seen = [visit(HOME, **one)[0].content[-1:] for one in [*visits, *visits]]
    assert seen == [b"0", b"1", b"2"] * 2


def override_language(get_response):
    """Middleware of a host that switches the language for what is below it."""

    def respond(request):
        with translation.override(request.META["HTTP_X_LANGUAGE"]):
            return get_response(request)

    return respond


def test_language_of_middleware_below_is_kept_apart(served, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.override_language"]
    languages = ["de", "en", "de", "en"]

    seen = [visit(HOME, HTTP_X_LANGUAGE=one)[0].content[-1:] for one in languages]
    assert seen == [b"0", b"1"] * 2


def add_banner(get_response):
    """Middleware of a host that writes into each page."""

    def respond(request):
        response = get_response(request)
        response.content += b" Banner"
        return response

    return respond


def test_what_middleware_writes_into_a_page_is_there_once(served, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.add_banner"]
    seen = [visit(HOME)[0] for _ in range(3)]

    assert [one.content for one in seen] == [b"Foreign host, 0 Banner"] * 3
    assert [one.headers["Content-Length"] for one in seen] == ["22"] * 3


def answer_before(get_response):
    """Middleware of a host that answers instead of the page, for one visitor."""

    def respond(request):
        return get_response(request)

    respond.process_view = lambda request, *args: (
        HttpResponse("For you") if "HTTP_X_GUEST" in request.META else None
    )
    return respond


def test_answer_of_middleware_above_is_not_kept(served, settings):
    settings.MIDDLEWARE = [f"{__name__}.answer_before", *settings.MIDDLEWARE]
    seen = [visit(HOME, **one)[0].content for one in [{"HTTP_X_GUEST": "1"}, {}, {}]]

    assert seen == [b"For you", b"Foreign host, 0", b"Foreign host, 0"]


def test_page_is_shown_if_its_cache_cannot_be_reached(served, settings, caplog):
    unreachable = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1",
    }
    settings.CACHES = {"default": {"BACKEND": LOCMEM}, "pages": unreachable}
    settings.CACHE_MIDDLEWARE_ALIAS = "pages"

    assert visit(HOME)[0].content == b"Foreign host, 0"
    assert caplog.messages == ["The page cache can't be used: ConnectionError"] * 2


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
