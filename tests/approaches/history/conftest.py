import pytest

from tests.pages import rows


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def nice(db):
    return rows.guideline()


@pytest.fixture
def grief(db):
    return rows.concern("Grief")
