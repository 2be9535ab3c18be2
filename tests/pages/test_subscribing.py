from bs4 import BeautifulSoup

from tests.newsletter.visitors import SUBSCRIBE
from tests.pages import rows


def test_approach_list_and_team_have_a_way_to_subscribe(site, client):
    index = rows.approaches(site)
    pages = [
        rows.approach(index, "ACT", short_definition="Short."),
        index,
        rows.team(site),
    ]

    html = [BeautifulSoup(client.get(page.url).content, "html.parser") for page in pages]
    links = [[one["href"] for one in page.select(".therapy-by-email a")] for page in html]
    assert links == [[SUBSCRIBE]] * 3
