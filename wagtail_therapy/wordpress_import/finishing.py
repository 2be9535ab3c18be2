"""What an import does once all pages are there."""

import time
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

import swapper
from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex

from . import menus
from .addresses import completing, recording
from .author_profiles.asking import ProfileRequests
from .models import ImportedItem, WordPressImport
from .planning.jobs import Job
from .reporting.report_words import LOST_ITEMS, Outcome, Reason
from .saving import page_tree, pinning
from .saving.bulk_rows import index_references_again

MOST_TOGETHER = 50


def finish(job: Job, deadline: float | None = None) -> bool:
    """Do what is left, and return whether more is left at the deadline."""
    while rows := list(_with_open_links(job)[:MOST_TOGETHER]):
        with transaction.atomic():
            _complete_links(job, rows)
            job.store_report()
        if deadline is not None and time.monotonic() > deadline:
            return True
    profiles = ProfileRequests(job)
    while profiles.are_left:
        # Not in the transaction: the old site may take long to answer.
        store = profiles.ask()
        with transaction.atomic():
            store()
            job.store_report(found=job.run.found)
        if deadline is not None and time.monotonic() > deadline:
            return True
    with transaction.atomic():
        page_tree.arrange(job)
        pinning.pin(job)
        report_on_file(job)
        for address in recording.record(job.old_site, job.outline.site_map, job.target.parent):
            job.report.remark_file(Reason.LONG_ADDRESS, detail=address[:200])
        profiles.end()
        job.store_report(
            state=WordPressImport.State.FINISHED,
            finished_at=timezone.now(),
            found=job.run.found,
        )
    return False


def report_on_file(job: Job) -> None:
    """Add what was wrong with the file, and what it has besides pages."""
    for finding in job.outline.findings:
        if finding.problem in LOST_ITEMS:
            job.report.add_lost(Outcome.FAILED, Reason.MALFORMED, finding.line, finding.count)
        job.report.remark_file(
            finding.problem.value, finding.line, finding.detail, number=finding.count
        )
    for told in menus.told(job.outline):
        job.report.remark_file(Reason.MENU, detail=told)
    if not job.options.drop_unused_terms:
        job.categories.make_all()
    job.count_foreseen()


def _with_open_links(job: Job) -> Any:
    found = job.old_site.items.filter(has_open_links=True, page__isnull=False)
    return found.select_related("revision").order_by("pk")


def _complete_links(job: Job, rows: list[ImportedItem]) -> None:
    by_type: dict[Any, list[Any]] = defaultdict(list)
    # Those of earlier slices aren't there. All are found again.
    job.links.waiting.clear()
    for row, page in _pages_of(rows):
        name = getattr(type(page), "imported_body", "body")
        page_for = partial(job.links.page_for, item=row.wordpress_id)
        if page.latest_revision_id == row.revision_id:
            page.latest_revision = row.revision
            by_type[type(page)] += completing.complete([page], page_for, name)
        else:
            # Pages that editors have saved since are only read.
            completing.ask(page, page_for, name)
    for model, changed in by_type.items():
        if changed and ReferenceIndex.is_indexed(model):
            index_references_again(changed)
    # What led nowhere from the start was reported with the item.
    job.links.dead.clear()
    report_dead_links(job)
    keys = [row.pk for row in rows]
    ImportedItem.objects.filter(pk__in=keys).update(has_open_links=False)


def _pages_of(rows: list[ImportedItem]) -> Iterator[tuple[ImportedItem, Any]]:
    by_page = {row.page_id: row for row in rows}
    pages = swapper.load_model("wagtailcore", "Page").objects.filter(pk__in=by_page)
    for page in pages.order_by("pk").specific():
        yield by_page[page.pk], page


def report_dead_links(job: Job) -> None:
    """Add links that waited for items which never become pages that everyone can open."""
    for key, addresses in job.links.finish().items():
        entry = job.entries.get(key or 0)
        if entry:
            listed = " ".join(sorted(addresses)[:5])[:600] if entry.is_public else ""
            row = job.imported.get(entry.key)
            page = row.page if row else None
            job.report.remark(Reason.OLD_LINKS, entry, listed, number=len(addresses), page=page)
    job.links.dead.clear()
