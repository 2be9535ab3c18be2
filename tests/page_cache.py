"""A host with our page cache, and what its visitors are shown."""

from django.test import Client

from wagtail_therapy.content.page_cache import checks, kept_pages


def turn_on(settings):
    """Put the page cache into the host's settings, where its documentation says."""
    settings.MIDDLEWARE = [checks.OURS, *settings.MIDDLEWARE]


def visit(path, client=None, **request):
    """Return the answer to a visitor without cookies, and whether it was a page that was kept."""
    response = (client or Client()).get(path, **request)
    return response, kept_pages.was_found(response.wsgi_request)


def is_kept(path, **request):
    """Return whether a second visitor gets the page of the first."""
    visit(path, **request)
    return visit(path, **request)[1]
