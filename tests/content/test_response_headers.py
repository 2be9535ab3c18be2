from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from wagtail_therapy.content.response_headers import add_private_headers


def test_page_of_one_reader_is_kept_by_no_cache_though_the_host_calls_all_pages_public():
    outer = cache_control(public=True, max_age=600)
    response = outer(lambda _request: add_private_headers(HttpResponse()))(HttpRequest())

    said = set(response["Cache-Control"].split(", "))
    assert said == {"public", "no-store", "max-age=0"}
