import pytest
from bs4 import BeautifulSoup

from tests.pages import rows


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def shown(index, client):
    """Return the page of an approach with these fields."""

    def show(**fields):
        page = rows.approach(index, "ACT", **({"short_definition": "Room for it."} | fields))
        return BeautifulSoup(client.get(page.url).content.decode(), "html.parser")

    return show
