from datetime import date, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Locale

from tests.pages import rows
from tests.schema_org import problems
from wagtail_therapy.authors.json_ld import credential, person, person_nodes, with_profile
from wagtail_therapy.authors.models import AuthorLicense, AuthorLink
from wagtail_therapy.content import caching
from wagtail_therapy.content.metadata import json_ld
from wagtail_therapy.content.metadata.meta_tags import PageMeta
from wagtail_therapy.content.metadata.publisher import publisher

pytestmark = rows.MAKES_RENDITIONS
TODAY = date(2026, 11, 1)


@pytest.fixture
def request_of_site(site):
    request = RequestFactory().get("/", headers={"host": "testserver"})
    request._wagtail_site = site
    return request


def orla(**fields):
    details = {"post_nominals": "PsyD", "job_title": "Psychologist", "short_bio": "Hello."}
    author = rows.author("Orla Penhallow", **(details | fields))
    author.licenses = [
        AuthorLicense(
            title="Licensed psychologist",
            number="DEMO-1",
            issuer="Board of Example",
            jurisdiction="State of Example",
            register_url="https://register.example/1",
            expires_date=timezone.localdate(),
        ),
        AuthorLicense(title="Old", expires_date=timezone.localdate() - timedelta(days=1)),
        AuthorLicense(title="Supervisor"),
    ]
    author.links = [AuthorLink(label="Elsewhere", url="https://social.example/@orla")]
    author.save()
    return author


def test_person_says_what_the_bio_says(request_of_site):
    author = orla()

    assert person(author, request_of_site, "http://testserver/team/orla/") == {
        "@type": "Person",
        "@id": f"http://testserver/#person-{author.translation_key}",
        "name": "Orla Penhallow",
        "honorificSuffix": "PsyD",
        "jobTitle": "Psychologist",
        "description": "Hello.",
        "url": "http://testserver/team/orla/",
        "worksFor": {"@id": "http://testserver/#publisher"},
        "sameAs": ["https://social.example/@orla"],
        "hasCertification": [
            {
                "@type": "Certification",
                "name": "Licensed psychologist",
                "certificationIdentification": "DEMO-1",
                "issuedBy": {"@type": "Organization", "name": "Board of Example"},
                "validIn": {"@type": "AdministrativeArea", "name": "State of Example"},
                "expires": timezone.localdate().isoformat(),
                "url": "https://register.example/1",
            },
            {"@type": "Certification", "name": "Supervisor"},
        ],
    }


def test_person_whose_bio_is_not_published_has_what_a_byline_says(request_of_site):
    assert set(person(orla(live=False), request_of_site)) == {
        "@type",
        "@id",
        "name",
        "honorificSuffix",
        "worksFor",
    }


def test_person_knows_languages_by_their_tags(request_of_site):
    author = orla(languages="English, Deutsch, Klingon, BSL")
    node = person(author, request_of_site)

    assert node["knowsLanguage"] == ["en", "de", {"@type": "Language", "name": "Klingon"}, "bfi"]
    assert problems([publisher(request_of_site), node]) == []


def test_person_has_a_portrait(request_of_site):
    (node,) = person_nodes([orla(photo=rows.image())], request_of_site)

    assert (node["image"]["width"], node["image"]["height"]) == (320, 320)
    assert node["image"]["url"].startswith("http://testserver/media/images/")


def test_credential_is_a_degree():
    class Degree:
        title = "Doctor of Psychology"
        institution = "Example University"

    node = credential(Degree)

    assert node == {
        "@type": "EducationalOccupationalCredential",
        "name": "Doctor of Psychology",
        "credentialCategory": "degree",
        "recognizedBy": {"@type": "Organization", "name": "Example University"},
    }
    assert problems([{"@id": "#degree"} | node]) == []


def test_people_are_one_in_all_languages(request_of_site):
    author = orla()
    german = author.copy_for_translation(Locale.objects.create(language_code="de"))
    german.save()

    assert len(person_nodes([author, german], request_of_site)) == 1


def test_people_cost_the_same_however_many_they_are(request_of_site, django_assert_num_queries):
    # Licences, degrees and links, where there is no photo. A photo's file is another query for all.
    caching.generation(request_of_site)
    authors = [orla() for _ in range(3)]

    for number in (1, 3):
        fresh = [type(one).objects.get(pk=one.pk) for one in authors[:number]]
        with django_assert_num_queries(3):
            person_nodes(fresh, request_of_site)


def test_profile_is_a_page_about_a_person(request_of_site):
    url = "http://testserver/team/orla/"
    meta = PageMeta("Orla", url, published_at=TODAY, modified_at=TODAY)
    root = "http://testserver"
    nodes = [
        publisher(request_of_site),
        json_ld.website(root, "Willowmere"),
        json_ld.web_page(meta, root),
    ]

    nodes = with_profile(nodes, orla(photo=rows.image()), meta, request_of_site)

    *_, page, about = nodes
    assert problems(nodes) == []
    assert (page["@type"], page["dateCreated"], page["dateModified"], page["mainEntity"]) == (
        "ProfilePage",
        "2026-11-01",
        "2026-11-01",
        {"@id": about["@id"]},
    )
    assert about["url"] == url
