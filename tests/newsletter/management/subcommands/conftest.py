import pytest

from tests.processes import purge_queues


@pytest.fixture(autouse=True)
def empty_queue():
    """No task of an earlier test waits: doctor and status say how many do."""
    purge_queues()
