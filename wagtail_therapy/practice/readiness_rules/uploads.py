"""Checks that scripts in uploaded documents can't run as part of the site."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Site

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.internal_client import Response, get
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.readiness_rules.third_party import host_of, own_hosts

# Browsers open these as pages and run their scripts.
ACTIVE_EXTENSIONS = ["htm", "html", "svg", "xht", "xhtml", "xml"]


@rule(effort=Effort.READING)
def active_uploads(site: Site) -> Iterator[Finding]:
    """Request a document as a stranger, at Wagtail's address and at that of the file.

    This doesn't see files that a web server or another host serves in place of Django.
    """
    document = _document_to_check()
    if document is None:
        return
    for url in dict.fromkeys([document.url, document.file.url]):
        if (host_of(url) or site.hostname) in {site.hostname, *own_hosts(site)}:
            response = get(site, url)
            if response.status == 200 and not _is_harmless(response):
                yield _finding(response)
                return


def _document_to_check() -> Any:
    """Return an active document, or any document if editors may upload active ones, or None."""
    if not apps.is_installed("wagtail.documents"):
        return None
    documents = get_document_model().objects.order_by("-pk")
    dangerous = next(
        (one for one in documents.iterator() if one.file_extension in ACTIVE_EXTENSIONS), None
    )
    if dangerous is None and conf.may_upload_documents(ACTIVE_EXTENSIONS):
        return documents.first()
    return dangerous


def _is_harmless(response: Response) -> bool:
    is_saved = response.headers.get("content-disposition", "").startswith("attachment")
    return is_saved or "sandbox" in response.headers.get("content-security-policy", "")


def _finding(response: Response) -> Finding:
    message = _(
        "A file with a script, uploaded as a document, could do harm in your name when you open "
        "it, because documents such as %(url)s open as pages of your site. For your developer: "
        "serve uploads with “Content-Disposition: attachment” or from another host, and allow only "
        "the file types you need (WAGTAILDOCS_EXTENSIONS)."
    )
    return Finding("uploads", Level.ERROR, message % {"url": response.url})
