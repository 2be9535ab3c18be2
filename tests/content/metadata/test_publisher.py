import pytest
from django.test import RequestFactory
from wagtail.models import Site

from wagtail_therapy.content.metadata import publisher


@pytest.fixture
def request_of_site(site):
    return RequestFactory().get("/", headers={"host": "testserver"})


@pytest.fixture
def no_builders(monkeypatch):
    monkeypatch.setattr(publisher, "_builders", [])


def organization(name):
    return {
        "@type": "Organization",
        "@id": "http://testserver/#publisher",
        "name": name,
        "url": "http://testserver/",
    }


def test_publisher_is_the_site_without_a_registered_builder(no_builders, request_of_site):
    assert publisher.publisher(request_of_site) == organization("Foreign host")


def test_publisher_without_a_site_is_the_host(no_builders, request_of_site):
    Site.objects.all().delete()

    assert publisher.publisher(request_of_site) == organization("testserver")


def test_publisher_is_what_was_registered_last(no_builders, request_of_site):
    for kind in ("MedicalBusiness", "MedicalClinic"):
        publisher.register_publisher(
            lambda request, site, kind=kind: {"@type": kind, "at": site.hostname}
        )

    assert publisher.publisher(request_of_site) == {"@type": "MedicalClinic", "at": "testserver"}


def test_publisher_is_made_once_for_a_request(no_builders, request_of_site):
    made = []
    publisher.register_publisher(lambda request, site: made.append(site) or {"name": "A"})

    assert publisher.publisher(request_of_site) is publisher.publisher(request_of_site)
    assert len(made) == 1


def test_publish_as_registers_a_builder_once(no_builders):
    for _ in range(2):
        publisher.register_publisher(dict)

    assert publisher._builders == [dict]
