import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.urls import path
from wagtail.documents import get_document_model

from tests.practice import ready_practice
from tests.urls import urlpatterns as tests_urlpatterns

HEADERS = {}


def raw(request, path):
    return HttpResponse("<script></script>", headers=HEADERS["sent"])


urlpatterns = [path("media/<path:path>", raw), *tests_urlpatterns]


@pytest.fixture
def upload(site, settings):
    """Return a function that uploads a document of a kind, which the site sends with headers."""
    settings.ROOT_URLCONF = __name__
    settings.MEDIA_URL = "/media/"
    ready_practice.practice(site)

    def upload(name, **headers):
        HEADERS["sent"] = {key.replace("_", "-"): value for key, value in headers.items()}
        file = ContentFile(b"<script></script>", name=name)
        return get_document_model().objects.create(title="A", file=file)

    return upload


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.txt"])
def test_upload_that_runs_is_found(site, upload, name):
    upload(name)
    assert ready_practice.found(site) == ["uploads"]


@pytest.mark.parametrize(
    "headers",
    [{"Content_Disposition": 'attachment; filename="a"'}, {"Content_Security_Policy": "sandbox"}],
)
def test_upload_that_is_saved_or_in_a_sandbox_is_none(site, upload, headers):
    upload("a.html", **headers)
    assert ready_practice.found(site) == []


def test_upload_of_kinds_that_do_not_run_is_none(site, upload, settings):
    settings.WAGTAILDOCS_EXTENSIONS = ["pdf", "txt"]
    upload("a.txt")
    assert ready_practice.found(site) == []


def test_upload_from_before_it_was_forbidden_is_found(site, upload, settings):
    settings.WAGTAILDOCS_EXTENSIONS = ["pdf"]
    upload("a.svg")
    upload("b.pdf")
    assert ready_practice.found(site) == ["uploads"]


def test_upload_at_another_host_is_none(site, upload, settings):
    settings.MEDIA_URL = "https://files.example/"
    upload("a.html")
    assert ready_practice.found(site) == []


def test_upload_through_wagtails_view_alone_is_none(site, upload, settings):
    settings.ROOT_URLCONF = "tests.urls"
    upload("a.html")
    assert ready_practice.found(site) == []
