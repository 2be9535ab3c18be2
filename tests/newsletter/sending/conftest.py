"""Time that a test moves, and posts that have been sent."""

from datetime import timedelta

import pytest

from tests.newsletter import digests


@pytest.fixture
def travel(time_machine):
    """Return a function that stops the clock at a time; now it is the Friday before a digest."""

    def travel(moment):
        time_machine.move_to(moment, tick=False)

    travel(digests.MONDAY - timedelta(days=3))
    return travel


@pytest.fixture
def make_sent(make_mailing, travel):
    """Return a function that publishes a post and sends it to the readers who get each post."""
    return lambda: digests.send(make_mailing())
