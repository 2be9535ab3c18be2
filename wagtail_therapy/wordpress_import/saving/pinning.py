"""Pins posts to the blog that were sticky."""

from typing import Any

from ..planning.jobs import Job
from ..reporting.report_words import Reason


def pin(job: Job) -> None:
    """Pin those that were imported for the first time in this import.

    A blog with a draft isn't changed, because that would publish the draft, too.
    """
    entries = [one for one in job.outline.entries if one.is_sticky and one.is_public]
    rows = [(one, job.imported.get(one.key)) for one in entries]
    new = [(entry, row) for entry, row in rows if row and row.page_id and not row.is_pinned]
    if not new:
        return
    blog = job.target.parent
    blog.refresh_from_db()
    if blog.has_unpublished_changes:
        for entry, row in new:
            job.report.remark(Reason.NOT_PINNED, entry, page=row.page)
        return
    _pin(blog, [row.page for _entry, row in new])
    job.old_site.items.filter(pk__in=[row.pk for _entry, row in new]).update(is_pinned=True)


def _pin(blog: Any, pages: list[Any]) -> None:
    pinned = {child.value.pk for child in blog.pinned if child.value}
    for page in pages:
        if page.live and page.pk not in pinned:
            blog.pinned.append(("post", page))
    blog.save()
    revision = blog.save_revision(clean=False, changed=False)
    if blog.live:
        type(blog).objects.filter(pk=blog.pk).update(live_revision=revision)
