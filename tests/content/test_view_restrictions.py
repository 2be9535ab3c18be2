from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from wagtail.models import Page, PageViewRestriction

from tests.pages import rows
from wagtail_therapy.content.view_restrictions import keep_to_reader, without_private


def test_pages_without_private_ones_are_those_of_wagtail(site, django_assert_num_queries):
    open_blog, private = rows.blog(site, "Open"), rows.blog(site, "Private")
    rows.post(private, rows.author())
    post = rows.post(open_blog, rows.author())
    assert set(without_private(Page.objects.all())) == set(Page.objects.public())

    for page in [private, post]:
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert set(without_private(Page.objects.all())) == set(Page.objects.public())
    with django_assert_num_queries(1):
        list(Page.objects.none() | without_private(Page.objects.none()))


def test_page_of_one_reader_is_kept_by_no_cache_though_the_host_calls_all_pages_public():
    outer = cache_control(public=True, max_age=600)
    response = outer(lambda _request: keep_to_reader(HttpResponse()))(HttpRequest())

    said = set(response["Cache-Control"].split(", "))
    assert said == {"public", "no-store", "max-age=0"}
