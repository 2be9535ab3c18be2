import pytest

from tests import page_cache
from wagtail_therapy.content.page_cache import checks

pytestmark = pytest.mark.usefixtures("kept")

GZIP = checks.ABOVE[0]


def found(settings, *lines):
    settings.MIDDLEWARE = [*lines, *settings.MIDDLEWARE]
    return [
        (one.id.rpartition(".")[2], one.msg.split("'")[1]) for one in checks.check_page_cache(None)
    ]


def test_place_is_fine_where_the_documentation_says(settings):
    page_cache.turn_on(settings)

    assert found(settings, GZIP) == []


def test_host_without_a_page_cache_has_no_warning(settings):
    assert found(settings) == []


@pytest.mark.parametrize("name", checks.BELOW)
def test_page_cache_below_middleware_that_knows_the_visitor_is_reported(settings, name):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != name]

    assert found(settings, name, checks.OURS) == [("W008", name)]


def test_page_cache_above_compression_is_reported(settings):
    assert found(settings, checks.OURS, GZIP) == [("W008", GZIP)]
