import pytest
from django.utils import translation

from wagtail_therapy.content import caching

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted():
    """Return a function that returns how often it was called."""
    caching.invalidate()
    return lambda made=[]: made.append(1) or len(made)


def test_what_is_kept_is_made_once_until_it_is_forgotten(counted):
    found = [caching.cached(("what",), counted), caching.cached(("what",), counted)]
    caching.invalidate()

    assert (found, caching.cached(("what",), counted)) == ([1, 1], 2)


def test_preview_neither_takes_nor_gives(counted, rf):
    preview = rf.get("/")
    preview.is_preview = True
    kinds = [preview, rf.get("/"), preview, rf.get("/")]

    assert [caching.cached(("what",), counted, request) for request in kinds] == [1, 2, 3, 2]


def test_nothing_is_kept_on_a_host_that_wants_it_so(counted, settings):
    settings.WAGTAIL_THERAPY = {"CACHE_SECONDS": 0}

    assert [caching.cached(("what",), counted) for _ in range(2)] == [1, 2]


def test_only_what_is_missing_is_made(counted):
    whats = {"a": ("a",), "b": ("b",)}
    caching.cached(("a",), lambda: "first")

    made = caching.cached_many(whats, lambda keys: [(key, "second") for key in keys])

    assert made == {"a": "first", "b": "second"}


def test_html_is_kept_apart_for_each_language(counted, rf):
    found = []
    for language in ["en", "de", "en"]:
        with translation.override(language):
            found.append(caching.cached_html(("what",), lambda: f"<p>{counted()}</p>", rf.get("/")))

    assert found == ["<p>1</p>", "<p>2</p>", "<p>1</p>"]
    assert all(hasattr(html, "__html__") for html in found)


@pytest.mark.django_db
def test_what_is_unfinished_is_not_kept_nor_what_contains_it(counted):
    def build():
        caching.do_not_keep()
        return counted()

    def around():
        return caching.cached(("part",), build), caching.cached(("whole",), lambda: "whole")

    found = [caching.cached(("around",), around) for _ in range(2)]

    assert found == [(1, "whole"), (2, "whole")]
    assert caching.cached(("part",), counted) == 3
    assert caching.cached(("whole",), counted) == "whole"
