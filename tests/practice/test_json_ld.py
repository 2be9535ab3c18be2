import pytest
from django.test import RequestFactory

from tests.pages import rows
from tests.schema_org import problems
from wagtail_therapy.content import caching
from wagtail_therapy.content.metadata.publisher import publisher
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = rows.MAKES_RENDITIONS

IDENTITY = {"@id": "http://testserver/#publisher", "url": "http://testserver/"}


def practice_node(site, **fields):
    PracticeSettings.objects.create(site=site, **fields)
    return publisher(RequestFactory().get("/", headers={"host": "testserver"}))


def test_practice_that_says_nothing_is_an_organization_of_the_sites_name(site):
    assert practice_node(site) == {"@type": "Organization", "name": "Foreign host"} | IDENTITY


def test_practice_says_what_its_settings_say(site):
    node = practice_node(
        site,
        name="Willowmere",
        telephone="+1 202 555 0142",
        email="hello@willowmere.example",
        street_address="3 Quay Lane",
        locality="Harrow Bay",
        region="State of Example",
        postal_code="00000",
        country="US",
        served_regions="State of Example\n\nCanada",
        links="https://social.example/@willowmere\n\n  https://map.example/willowmere ",
    )

    assert node == IDENTITY | {
        "@type": "MedicalBusiness",
        "name": "Willowmere",
        "telephone": "+1 202 555 0142",
        "email": "hello@willowmere.example",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "3 Quay Lane",
            "addressLocality": "Harrow Bay",
            "addressRegion": "State of Example",
            "postalCode": "00000",
            "addressCountry": "US",
        },
        "areaServed": ["State of Example", "Canada"],
        "sameAs": ["https://social.example/@willowmere", "https://map.example/willowmere"],
    }
    assert problems([node]) == []


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"country": "GB", "region": "Kent"}, "Organization"),
        ({"locality": "Harrow Bay"}, "MedicalBusiness"),
        ({"locality": "Harrow Bay", "kind": "Organization"}, "Organization"),
        ({"kind": "MedicalClinic"}, "MedicalClinic"),
    ],
)
def test_practice_is_of_the_chosen_kind_else_of_that_of_its_address(site, fields, kind):
    assert practice_node(site, **fields)["@type"] == kind


@pytest.mark.parametrize("kind", PracticeSettings.Kind.values)
def test_practice_of_every_kind_is_known_to_schema_org(site, kind):
    assert problems([practice_node(site, kind=kind, locality="Bay", telephone="1")]) == []


def test_practice_keeps_the_address_of_its_mails_to_itself(site):
    node = practice_node(site, postal_address="At home\nHarrow Bay", sender_email="me@x.example")

    assert node == {"@type": "Organization", "name": "Foreign host"} | IDENTITY


def test_practice_shows_its_logo(site):
    node = practice_node(site, logo=rows.image("Logo", 1200, 600))

    logo = node["logo"]
    assert (logo["width"], logo["height"], node["image"]) == (600, 300, logo)
    assert logo["url"].startswith("http://testserver/media/images/")


def test_practice_survives_the_deletion_of_its_logo(site):
    image = rows.image("Logo")
    PracticeSettings.objects.create(site=site, logo=image)
    image.delete()

    assert PracticeSettings.read(site).logo is None


def test_practice_costs_one_query(site, django_assert_num_queries):
    PracticeSettings.objects.create(site=site, name="Willowmere")
    request = RequestFactory().get("/", headers={"host": "testserver"})
    request._wagtail_site = site
    caching.generation(request)

    with django_assert_num_queries(1):
        publisher(request)
        PracticeSettings.read_for(request)
