"""Plans what an item becomes."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from ..conversion.converting import plain_text
from ..reporting.report_words import Reason
from ..wxr.records import Item
from . import contents
from .jobs import Job
from .outlines import PAGE, Entry
from .plans import Plan
from .publication import publication_of

LONGEST_TITLE = 255


@sensitive_variables()
def plan_of(job: Job, entry: Entry, item: Item) -> Plan:
    """Return what an item becomes. Files, authors and terms are stored unless it's a dry run."""
    plan = _plan_without_contents(job, entry, item)
    contents.put(job, plan)
    if plan.is_post:
        _plan_people_and_terms(job, plan)
    return plan


@sensitive_variables()
def reserve(job: Job, entry: Entry, item: Item) -> None:
    """Take for an item what ``plan_of()`` takes for it: its slug, its authors and terms."""
    plan = _plan_without_contents(job, entry, item)
    if plan.is_post:
        _plan_people_and_terms(job, plan)


@sensitive_variables()
def reserve_slug(job: Job, entry: Entry, item: Item) -> None:
    """Take the slug for an item that ``plan_of()`` takes for it, and nothing else."""
    _plan_without_contents(job, entry, item)


@sensitive_variables()
def _plan_without_contents(job: Job, entry: Entry, item: Item) -> Plan:
    is_page = item.type == PAGE
    whole = plain_text(item.title)
    title = whole[:LONGEST_TITLE]
    plan = Plan(
        item=item,
        entry=entry,
        model=(is_page and job.target.page_model) or job.target.post_model,
        parent=job.parent_of(entry),
        title=title or _("Untitled"),
        publication=publication_of(item, job.outline.clock),
        known=job.imported.get(entry.key),
        is_page_as_post=is_page and job.target.page_model is None,
    )
    if not title:
        plan.remark(Reason.NO_TITLE)
    if title != whole:
        plan.remark(Reason.LONG_TITLE)
    _plan_publication(plan)
    _plan_slug(job, plan)
    return plan


@sensitive_variables()
def _plan_publication(plan: Plan) -> None:
    if plan.is_page_as_post and plan.publication.is_live:
        reason: Any = Reason.WORDPRESS_PAGE
        plan.publication = replace(plan.publication, is_live=False, reason=reason)
    if plan.publication.has_impossible_date:
        plan.remark(Reason.IMPOSSIBLE_DATE)


@sensitive_variables()
def _plan_slug(job: Job, plan: Plan) -> None:
    wanted: Any = plan.item.meta_value("_wp_desired_post_slug") or plan.item.slug
    if plan.known and plan.known.page:
        plan.slug = plan.known.page.slug
        return
    plan.slug = job.slugs_below(plan.parent).take(wanted, plan.title, plan.entry.key)
    if wanted and plan.slug != wanted:
        plan.remark(Reason.SLUG_CHANGED, plan.slug if plan.item.is_public else "")


@sensitive_variables()
def _plan_people_and_terms(job: Job, plan: Plan) -> None:
    plan.authors = job.authors.of(plan.item)
    if not plan.authors:
        plan.authors = [job.authors.fallback_author()]
        plan.remark(Reason.NO_AUTHOR)
    plan.categories = job.categories.of(plan.item, plan.primary_category)
    plan.tags = job.tags.of(plan.item)
