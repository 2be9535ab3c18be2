"""The headers that tell browsers and caches whether and how long they may keep a page."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from wagtail_therapy.conf import conf


def add_cache_headers(response: HttpResponse, *, is_shared: bool) -> None:
    """Say who may keep the page, unless the page says so itself.

    Browsers ask each time, so that they show what was changed. They get no copy if nothing was.
    """
    if response.has_header("Cache-Control") or response.status_code != 200:
        return
    if not is_shared:
        patch_cache_control(response, private=True, no_cache=True)
    elif seconds := conf.frontend_cache_seconds:
        patch_cache_control(response, max_age=0, s_maxage=seconds)
    else:
        patch_cache_control(response, no_cache=True)


def add_vary(request: HttpRequest, response: HttpResponse) -> None:
    """Have caches in front show no one else the language that a visitor has chosen by a cookie.

    Django says that it depends on ``Accept-Language`` alone.
    """
    if conf.language_cookie in request.COOKIES:
        patch_vary_headers(response, ["Cookie"])


def add_private_headers(response: HttpResponse) -> HttpResponse:
    """Keep the URL private, which may reveal what a reader worries about.

    Browsers don't send it to other pages, so it is in no other log. Caches don't store the page,
    because it couldn't be purged. If a host's middleware sets ``public``, ``no-store`` remains.
    """
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, no_store=True, max_age=0)
    return response
