import pytest

from wagtail_therapy.content import caching
from wagtail_therapy.content.caching import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted():
    """Return a function that returns how often it was called."""
    caching.invalidate()
    return lambda made=[]: made.append(1) or len(made)


@pytest.fixture
def visit():
    # Django's signal would close the connection, too.
    caching._begin()
    yield
    caching._end()


def test_it_is_read_once_for_a_request_until_something_changes(visit, counted):
    found = [remembered("what", counted) for _ in range(2)]
    found.append(remembered("another", counted))
    caching.invalidate()

    assert [*found, remembered("what", counted)] == [1, 1, 2, 3]


def test_outside_a_request_it_is_read_each_time(counted):
    assert [remembered("what", counted) for _ in range(2)] == [1, 2]


def test_the_next_request_reads_it_again(counted):
    found = []
    for _ in range(2):
        caching._begin()
        found.append(remembered("what", counted))
        caching._end()

    assert found == [1, 2]


def test_the_name_is_read_once_for_callers_with_a_request_and_without(
    visit, rf, django_assert_num_queries
):
    request = rf.get("/")
    with django_assert_num_queries(1):
        names = {caching.generation(), caching.generation(request), caching.generation()}

    assert len(names) == 1
