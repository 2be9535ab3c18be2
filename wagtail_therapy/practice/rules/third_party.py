from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.external_requests import loaded_by
from wagtail_therapy.practice.internal_client import Answer, visit
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.site_pages import edit_url, examples


@rule(
    effort=Effort.READING,
    in_order=gettext_lazy("The pages we looked at load nothing from other companies."),
)
def requests_to_others(site: Site) -> Iterator[Finding]:
    """Render the home page and a page of each type; find each other host that these load from."""
    told: set[str] = set()
    for page in examples(site):
        answer = visit(site, page.get_url() or "/")
        if answer.status != 200:
            yield _unseen(page, answer)
            continue
        for url in loaded_by(answer.text, answer.url):
            host = host_of(url)
            if host and host not in own_hosts(site) | told:
                told.add(host)
                yield _loads(page, host, url)


def host_of(url: str) -> str:
    """Return the host that a browser asks; "" for what it has already, such as ``data:``."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme in ("http", "https") else ""


def own_hosts(site: Site) -> set[str]:
    return {site.hostname, *conf.own_hosts}


def _loads(page: Any, host: str, url: str) -> Finding:
    message = _(
        "“%(title)s” loads %(url)s. So %(host)s learns who reads what at a therapy practice. Serve "
        "the file from your own site, in the template or the text."
    )
    values = {"title": page.title, "url": url[:200], "host": host}
    return Finding("third_party", Level.ERROR, message % values, edit_url(page))


def _unseen(page: Any, answer: Answer) -> Finding:
    message = _(
        "“%(title)s” could not be looked at as a stranger sees it: %(url)s answers %(status)d. See "
        "that the site’s address under Settings → Sites is right, and the page public."
    )
    values = {"title": page.title, "url": answer.url, "status": answer.status}
    return Finding("page_unseen", Level.WARNING, message % values, edit_url(page))
