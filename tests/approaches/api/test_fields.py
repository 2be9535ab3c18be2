"""What APIs tell of approaches in several languages; tests/pages/test_api.py has the rest."""

import pytest
import wagtail
from wagtail.models import Locale

from tests.approaches.rows import approach, family
from tests.pages import rows
from wagtail_therapy.pages.models import ApproachPage

HAS_V3 = pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="Wagtail 8.0 brought it")


@pytest.fixture
def api_fields(settings, client):
    """Return a function that reads the family and the concern of a page."""
    settings.ROOT_URLCONF = "tests.api_urls"

    def tell(version, page):
        found = client.get(f"/api/{version}/pages/{page.pk}/").json()
        return found["families"], found["concerns"][0]["concern"]

    return tell


@pytest.mark.parametrize("version", ["v2", pytest.param("v3", marks=HAS_V3)])
def test_api_has_family_and_concern_in_the_language_of_the_page(site, api_fields, version):
    german = Locale.objects.create(language_code="de")
    originals = family("Mind"), rows.concern("Grief")
    copies = [one.copy_for_translation(german) for one in originals]
    for copied, name in zip(copies, ("Geist", "Trauer"), strict=True):
        copied.name, copied.slug = name, name.lower()
        copied.save()
    page = approach(rows.approaches(site), "ACT", originals[1], family=originals[0])

    def named(found):
        return tuple({"id": one.pk, "name": one.name, "slug": one.slug} for one in found)

    for language, each in ((None, originals), (german, copies)):
        if language:
            ApproachPage.objects.update(locale=language)
        of_family, of_concern = named(each)
        assert api_fields(version, page) == ([of_family], of_concern)


def test_approach_may_have_two_families_or_none(site, api_fields):
    mind, body = family("Mind"), family("Body")
    index = rows.approaches(site)
    two = approach(index, "ACT", rows.concern(), family=mind, second_family=body)
    none = approach(index, "EFT", rows.concern())

    assert [one["name"] for one in api_fields("v2", two)[0]] == ["Mind", "Body"]
    assert api_fields("v2", none)[0] == []
