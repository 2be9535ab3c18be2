import pytest
from django.http import HttpResponse
from django.urls import path
from wagtail.models import PageViewRestriction

from tests.pages import rows
from tests.practice import ready_practice
from tests.urls import urlpatterns as everything


def robots(request):
    return HttpResponse("User-agent: *\nDisallow: /privacy/", content_type="text/plain")


urlpatterns = [path("robots.txt", robots), *everything]


@pytest.fixture
def page(site):
    page = rows.approaches(site, "Privacy")
    ready_practice.practice(site, legal_links=[("privacy", {"page": page})])
    return page


def test_public_legal_page_is_in_order(site, page):
    assert ready_practice.found(site) == []


def test_text_that_is_private_is_found(site, page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert ready_practice.found(site) == ["legal_unreadable"]


def test_text_that_is_no_longer_published_is_found(site, page):
    page.unpublish()

    assert ready_practice.found(site) == ["legal_unreadable"]


def test_text_that_is_deleted_is_found(site, page):
    page.delete()

    assert ready_practice.found(site) == ["legal_unreadable"]


@pytest.mark.parametrize("name", ["robots", "Googlebot"])
def test_text_that_says_noindex_is_found(site, page, settings, tmp_path, name):
    folder = tmp_path / "wagtail_therapy/approaches"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(f'<meta name="{name}" content="NOINDEX, follow">')
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path]}]

    assert ready_practice.found(site) == ["legal_hidden"]


def hide(get_response):
    def middleware(request):
        response = get_response(request)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return middleware


def test_text_whose_headers_say_noindex_is_found(site, page, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.hide"]

    assert ready_practice.found(site) == ["legal_hidden"]


def test_text_that_robots_may_not_read_is_found(site, page, settings):
    settings.ROOT_URLCONF = __name__

    assert ready_practice.found(site) == ["legal_hidden"]


def test_own_text_that_is_named_by_its_address_is_looked_at(site, settings):
    rows.approaches(site, "Privacy")
    ready_practice.practice(site, legal_links=[("privacy", {"url": "http://testserver/privacy/"})])
    assert ready_practice.found(site) == []
    settings.ROOT_URLCONF = __name__
    assert ready_practice.found(site) == ["legal_hidden"]


def test_legal_text_on_another_site_is_not_checked(site):
    ready_practice.practice(site, legal_links=[("privacy", {"url": "https://a.example/privacy/"})])

    assert ready_practice.found(site) == []
