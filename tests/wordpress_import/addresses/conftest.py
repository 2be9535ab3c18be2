import pytest

from tests.pages import rows

from .old_sites import Moved


@pytest.fixture
def moved(site):
    """An old site whose blog is at "/notes/" now, with its addresses."""
    old = Moved(site, rows.blog(site, "Notes"))
    assert old.record() == []
    return old


@pytest.fixture
def leads_to(client):
    """Return where an address leads, or its status."""

    def answer(address, host="testserver"):
        response = client.get(address, headers={"host": host})
        return response.headers.get("Location", response.status_code)

    return answer
