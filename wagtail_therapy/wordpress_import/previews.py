"""Makes pages of some items to look at. They are never stored."""

from typing import Any, BinaryIO

from . import saving
from .jobs import job_of
from .models import WordPressImport
from .outlines import items_of
from .plans import Plan, plan_of


def page_of(stored: WordPressImport, file: BinaryIO, number: int) -> Any:
    """Return the page that an item will be, by its place in the export.

    It is as an unsaved page in Wagtail's editor: it can be rendered, and has no pictures.
    Raises UnreadableExportError and UnsuitableParentError.
    """
    job = job_of(stored, file, is_dry=True)
    pairs = zip(job.outline.entries, items_of(file, stored.file_name), strict=False)
    entry, item = next(pair for place, pair in enumerate(pairs) if place == number)
    return _unsaved(plan_of(job, entry, item), job.target.parent)


def _unsaved(plan: Plan, blog: Any) -> Any:
    page = plan.model(locale=blog.locale, slug=plan.slug)
    saving.fill(page, plan)
    # A place in the tree, as Wagtail gives it to pages that are previewed before they are saved.
    page.depth = blog.depth + 1
    last = blog.get_last_child()
    page.path = last._inc_path() if last else page._get_path(blog.path, page.depth, 1)
    page.set_url_path(blog)
    return page
