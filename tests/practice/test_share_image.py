import pytest
from bs4 import BeautifulSoup

from tests.pages import rows
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = rows.MAKES_RENDITIONS


@pytest.mark.parametrize("path", ["/approaches/", "/approaches/concerns/grief/", "/who-we-are/"])
def test_page_without_an_image_has_that_of_the_practice(site, client, path):
    rows.team(site)
    index = rows.approaches(site)
    concerns = [rows.used_for(rows.concern("Grief"))]
    rows.approach(index, "EFT", short_definition="Room.", concerns=concerns)
    boat = rows.image(width=1600, height=1600)
    boat.description = "A boathouse"
    boat.save()
    PracticeSettings.objects.create(site=site, share_image=boat)

    found = BeautifulSoup(client.get(path).content.decode(), "html.parser")

    rendition = boat.get_rendition("fill-1200x630|format-jpeg|bgcolor-ffffff")
    said = [found.find(property=f"og:image{part}")["content"] for part in ("", ":alt")]
    assert said == [f"http://testserver{rendition.url}", "A boathouse"]
