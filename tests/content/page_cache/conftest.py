import pytest
from django.http import HttpResponse

from tests import page_cache
from tests.testapp.models import HomePage


@pytest.fixture
def kept(settings):
    page_cache.turn_on(settings)


@pytest.fixture
def served(site, monkeypatch):
    """Return a function that says how the home page answers from now on."""

    def answer(change=lambda request, response: response):
        def serve(page, request, *args, **kwargs):
            response = HttpResponse(f"{page.title}, {len(made)}")
            made.append(1)
            return change(request, response) or response

        monkeypatch.setattr(HomePage, "serve", serve)

    made = []
    answer()
    return answer
