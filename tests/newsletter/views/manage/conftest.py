import pytest

from tests.newsletter import rows


@pytest.fixture
def reader(practice):
    return rows.subscriber(practice.site)
