import pytest
from bs4 import BeautifulSoup

from tests.pages import rows
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def practice(site):
    picture = rows.image("House", width=1200, height=630)
    return PracticeSettings.objects.create(site=site, share_image=picture)


def shared(client, url):
    html = BeautifulSoup(client.get(url).content, "html.parser")
    return [one["content"].rpartition("/")[2] for one in html.select("[property='og:image']")]


def test_page_without_a_picture_is_shared_with_that_of_the_practice(site, practice, client):
    team, index = rows.team(site), rows.approaches(site)
    rows.author("Orla")
    concern = rows.concern("Grief")
    rows.approach(index, short_definition="Slow.", concerns=[rows.used_for(concern)])

    for url in (team.url, f"{team.url}orla/", index.url, f"{index.url}concerns/grief/"):
        [name] = shared(client, url)
        assert name.startswith("House")


def test_own_picture_of_a_page_comes_first(site, practice, client):
    post = rows.post(rows.blog(site), rows.author(), lead_image=rows.image("A door"))

    [name] = shared(client, post.url)
    assert name.startswith("A_door")


def test_page_is_shared_without_a_picture_if_there_is_none(site, client):
    assert shared(client, rows.team(site).url) == []
