"""The way from the top of a concern's page to the people who can help."""

from bs4 import BeautifulSoup

from tests.pages import rows


def test_people_are_one_link_away_from_the_top(site, client):
    grief = rows.concern("Grief")
    page = rows.approach(
        rows.approaches(site),
        short_definition="Slow.",
        concerns=[rows.used_for(grief)],
        live=False,
    )

    assert ways(client, rows.publish(page)) == []

    page.offered_by = [rows.author()]

    assert ways(client, rows.publish(page)) == ["Who can help with this here"]


def ways(client, page):
    response = client.get(f"{page.get_parent().url}concerns/grief/")
    html = BeautifulSoup(response.content, "html.parser")
    return [link.text for link in html.select('header [href="#therapy-people"]')]
