"""Whether the site serves editors' uploads as pages of its own, whose scripts run."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Site

from wagtail_therapy.conf import conf
from wagtail_therapy.practice.internal_client import Answer, visit
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.rules.third_party import host_of, own_hosts

# What browsers open as a page and run.
RUNS = ["htm", "html", "svg", "xht", "xhtml", "xml"]


@rule(effort=Effort.READING)
def uploads_that_run(site: Site) -> Iterator[Finding]:
    """Ask for a document as a stranger, at Wagtail's address and where the file itself lies.

    This doesn't see files that a web server or another host sends in place of Django.
    """
    document = _tried()
    if document is None:
        return
    for url in dict.fromkeys([document.url, document.file.url]):
        if (host_of(url) or site.hostname) in {site.hostname, *own_hosts(site)}:
            answer = visit(site, url)
            if answer.status == 200 and not _is_harmless(answer):
                yield _finding(answer)
                return


def _tried() -> Any:
    """Return a document that runs if there is one; any, where others may upload such; or None."""
    if not apps.is_installed("wagtail.documents"):
        return None
    documents = get_document_model().objects.order_by("-pk")
    dangerous = next((one for one in documents.iterator() if one.file_extension in RUNS), None)
    if dangerous is None and conf.may_upload_documents(RUNS):
        return documents.first()
    return dangerous


def _is_harmless(answer: Answer) -> bool:
    is_saved = answer.headers.get("content-disposition", "").startswith("attachment")
    return is_saved or "sandbox" in answer.headers.get("content-security-policy", "")


def _finding(answer: Answer) -> Finding:
    message = _(
        "Browsers open %(url)s as a page of this site. If an editor uploads one with a script, "
        "the script acts as any admin who opens it. Send uploads with “Content-Disposition: "
        "attachment”, or from a host that is not the site’s, and allow only the kinds that you "
        "need: WAGTAILDOCS_EXTENSIONS."
    )
    return Finding("uploads", Level.ERROR, message % {"url": answer.url})
