from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.internal_client import Response, get
from wagtail_therapy.practice.loaded_urls import loaded_urls
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.site_pages import edit_url, example_pages


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy("The pages we looked at load nothing from other companies."),
)
def requests_to_others(site: Site) -> Iterator[Finding]:
    """Render the home page and a page of each type, and find the other hosts they load from."""
    found: set[str] = set()
    for page in example_pages(site):
        response = get(site, page.get_url() or "/")
        if response.status != 200:
            yield _unseen(page, response)
            continue
        for url in loaded_urls(response.text, response.url):
            host = host_of(url)
            if host and host not in own_hosts(site) | found:
                found.add(host)
                yield _loads(page, host, url)


def host_of(url: str) -> str:
    """Return the host that a browser asks; "" if it asks none, as for ``data:``."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme in ("http", "https") else ""


def own_hosts(site: Site) -> set[str]:
    return {site.hostname, *conf.own_hosts}


def _loads(page: Any, host: str, url: str) -> Finding:
    message = _(
        "“%(title)s” loads %(url)s, so %(host)s can see who reads this page. Serve the file from "
        "your own site instead, in the template or the text."
    )
    values = {"title": page.title, "url": url[:200], "host": host}
    return Finding("third_party", Level.ERROR, message % values, edit_url(page))


def _unseen(page: Any, response: Response) -> Finding:
    message = _(
        "We couldn’t load “%(title)s” as a visitor: %(url)s answers %(status)d. Check that the "
        "site’s address under Settings → Sites is right and the page is public."
    )
    values = {"title": page.title, "url": response.url, "status": response.status}
    return Finding("page_unseen", Level.WARNING, message % values, edit_url(page))
