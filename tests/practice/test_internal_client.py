from django.utils import translation

from tests.pages import rows
from wagtail_therapy.practice.internal_client import get


def test_page_is_answered_as_to_a_stranger(site):
    answer = get(site, rows.approaches(site).url)

    assert (answer.url, answer.status) == ("http://testserver/approaches/", 200)
    assert "<h1" in answer.text
    assert "wagtail-userbar" not in answer.text


def test_page_that_is_not_there_is_404(site):
    assert get(site, "/nowhere/").status == 404


def test_host_name_that_django_does_not_know_is_answered(site, settings):
    settings.ALLOWED_HOSTS = ["else.example"]

    assert get(site, "/").status == 400


def test_site_that_wants_tls_is_asked_by_it(site, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert get(site, "/").status == 301
    site.port = 443
    assert get(site, "/").status == 200
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert get(site, "/").status == 200


def test_language_of_the_caller_stays(site, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.middleware.locale.LocaleMiddleware"]
    with translation.override("de"):
        get(site, "/")

        assert translation.get_language() == "de"
