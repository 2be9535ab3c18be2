"""Stores what items become, and says so in the report."""

import logging
import traceback
from collections import defaultdict
from typing import Any

import swapper
from django.db import connection, transaction
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.content.pictures import due as pictures_due

from ..models import ImportedItem
from ..planning.decisions import Decision, decide
from ..planning.jobs import Job
from ..planning.outlines import Entry
from ..planning.plans import Plan
from ..reporting.report_words import Outcome, Reason
from ..restrictions import restrict
from . import comments, page_saving

logger = logging.getLogger("wagtail_therapy.wordpress_import")


def store(job: Job, plans: list[Plan]) -> None:
    """Make or change the pages of plans. Those that can't be stored don't stop the others."""
    together: dict[tuple[Any, int], list[Plan]] = defaultdict(list)
    for plan in plans:
        if plan.known is None:
            together[plan.model, plan.parent.pk].append(plan)
        else:
            _store_safely(job, plan)
    for group in together.values():
        _create_safely(job, group)


def report(job: Job, plan: Plan) -> None:
    """Say what became of an item, or would become in a dry run."""
    is_live = plan.page.live if plan.page else plan.publication.is_live
    outcome: Any = Outcome.PUBLISHED if is_live else Outcome.DRAFT
    outcome = Outcome.UPDATED if plan.known else outcome
    job.report.add(outcome, plan.entry, plan.publication.reason, page=plan.page)
    comments.count(job, plan)
    for reason, detail, number in plan.remarks:
        job.report.remark(reason, plan.entry, detail, number=number, page=plan.page)


def fail(job: Job, entry: Entry, error: Exception) -> None:
    """Say that an item couldn't be stored. The log has no text of it, and so not the message."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.filename}:{frame.lineno}"
    logger.error("Item %s wasn't imported: %s, %s", entry.id, type(error).__name__, place)
    job.report.add(Outcome.FAILED, entry, Reason.ERROR)
    job.forget(entry)


def _create_safely(job: Job, plans: list[Plan]) -> None:
    try:
        with transaction.atomic():
            rows = _create(job, plans)
            _check_references()
    except Exception:  # noqa: BLE001 -- one by one, it is seen which of them it is
        for plan in plans:
            _store_safely(job, plan)
    else:
        for plan, row in zip(plans, rows, strict=True):
            _report_stored(job, plan, row)


def _store_safely(job: Job, plan: Plan) -> None:
    try:
        with transaction.atomic():
            decision = _decide_now(job, plan)
            row = None if decision else _store(job, plan)
            _check_references()
    except Exception as error:  # noqa: BLE001 -- whatever a host's page type raises
        fail(job, plan.entry, error)
        return
    if row:
        _report_stored(job, plan, row)
    elif decision:
        outcome, reason, is_listed = decision
        job.report.add(outcome, plan.entry, reason, is_listed=is_listed)


def _check_references() -> None:
    """Find references to what was deleted meanwhile, before they break a whole batch."""
    # Other databases check at once, or would look through whole tables.
    if connection.vendor == "postgresql":
        connection.check_constraints()


def _decide_now(job: Job, plan: Plan) -> Decision | None:
    """Decide again with the page as it is by now: an import may take hours."""
    if plan.known is None:
        return None
    pages = swapper.load_model("wagtailcore", "Page").objects
    plan.known.page = pages.filter(pk=plan.known.page_id).first()
    return decide(job, plan.entry)


def _store(job: Job, plan: Plan) -> ImportedItem:
    if plan.known is None:
        return _create(job, [plan])[0]
    plan.page = plan.known.page.specific
    page_saving.update(plan.page, plan)
    if plan.page.live:
        pictures_due.add([plan.page])
    _remember(job, plan, plan.known)
    plan.known.save()
    comments.bring(job, [plan])
    return plan.known


def _create(job: Job, plans: list[Plan]) -> list[ImportedItem]:
    page_saving.create_all(plans)
    pictures_due.add(plan.page for plan in plans if plan.page.live)
    rows = [_row(job, plan) for plan in plans]
    ImportedItem.objects.bulk_create(rows)
    comments.bring(job, plans)
    return rows


def _report_stored(job: Job, plan: Plan, row: ImportedItem) -> None:
    """Let the items after it know of a page, once nothing takes it back."""
    job.imported[row.wordpress_id] = row
    if plan.page.live:
        job.links.pages[row.wordpress_id] = plan.page.pk
    else:
        job.links.pages.pop(row.wordpress_id, None)
    report(job, plan)


@sensitive_variables()
def _row(job: Job, plan: Plan) -> ImportedItem:
    row = ImportedItem(
        old_site=job.old_site,
        wordpress_id=plan.entry.key,
        guid=plan.item.guid[:500],
        type=plan.item.type[:50],
        is_unplaced=not plan.is_post,
    )
    _remember(job, plan, row)
    return row


@sensitive_variables()
def _remember(job: Job, plan: Plan, row: ImportedItem) -> None:
    row.page = plan.page
    row.revision = plan.page.latest_revision
    row.is_live = plan.page.live
    if plan.known or plan.publication.password:
        password = plan.publication.password
        row.password_digest = restrict(plan.page, password, row.password_digest)
    row.address = plan.item.link[:2000]
    row.has_open_links = plan.has_open_links
    # What was missing is tried again.
    row.digest = "" if plan.missing and job.has_files else job.digest_of(plan.entry)
