"""The headers that say what visitors and caches may keep."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators import cache

from tests.page_cache import visit
from wagtail_therapy.content.page_cache.headers import add_private_headers

HOME = "/"
LOCALE = "django.middleware.locale.LocaleMiddleware"

pytestmark = pytest.mark.usefixtures("kept")


def cache_control(path, **request):
    return visit(path, **request)[0].headers.get("Cache-Control")


def test_browsers_ask_each_time_and_no_one_keeps_a_visitors_page(served):
    headers = [cache_control(HOME, **one) for one in ({}, {}, {"HTTP_COOKIE": "sessionid=x"})]

    assert headers == ["no-cache", "no-cache", "private, no-cache"]


def test_cache_in_front_may_keep_pages_if_the_host_says_so(served, settings):
    settings.WAGTAIL_THERAPY = {"FRONTEND_CACHE_SECONDS": 300}
    headers = [cache_control(HOME, **one) for one in ({}, {}, {"HTTP_COOKIE": "sessionid=x"})]

    assert headers == ["max-age=0, s-maxage=300"] * 2 + ["private, no-cache"]


def test_what_a_page_says_itself_stays(served):
    served(lambda request, response: patch_cache_control(response, public=True, max_age=300))

    assert cache_control(HOME) == "public, max-age=300"


def test_cache_in_front_mixes_no_languages_that_visitors_have_chosen(served, settings):
    settings.WAGTAIL_THERAPY = {"FRONTEND_CACHE_SECONDS": 300}
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], LOCALE, *settings.MIDDLEWARE[1:]]
    chosen = {"HTTP_COOKIE": "django_language=de"}
    headers = [visit(HOME, **one)[0].headers["Vary"] for one in ({}, chosen, chosen, {})]

    both = "Accept-Language, Cookie"
    assert headers == ["Accept-Language", both, both, "Accept-Language"]


def test_page_of_one_reader_is_kept_by_no_cache_though_the_host_calls_all_pages_public():
    outer = cache.cache_control(public=True, max_age=600)
    response = outer(lambda _request: add_private_headers(HttpResponse()))(HttpRequest())

    headers = set(response["Cache-Control"].split(", "))
    assert headers == {"public", "no-store", "max-age=0"}
