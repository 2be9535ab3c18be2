"""Keeps history and schedules out of copies of our pages, which copy only the text."""

from typing import Any

from wagtail.models import Comment

# Schedules and locks.
PLANNING_FIELDS = ["go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by"]
# Wagtail also copies revisions. When the copy is published, it gets the dates in the revision.
DATE_FIELDS = ["first_published_at", "last_published_at", "live_revision"]


def clear_plans(page: Any) -> None:
    """Remove the original's schedules, locks and comments from a page that was an alias.

    Dates and text stay as readers have seen them.
    """
    Comment.objects.filter(page=page.pk).delete()
    for name in PLANNING_FIELDS:
        setattr(page, name, page._meta.get_field(name).get_default())
    page.save(clean=False, update_fields=PLANNING_FIELDS)
    # Wagtail has already saved a first revision, and would publish that.
    page.latest_revision.content = page.serializable_data()
    page.latest_revision.save(update_fields=["content"])


def copy_restrictions(original: Any, copy: Any) -> None:
    """Copy the view restrictions of all pages below a copied page.

    Wagtail copies only those of the page itself, so a private post in a copied blog would be
    public.
    """
    pairs = zip(_descendants(original), _descendants(copy), strict=False)
    for page, copied in pairs:
        for restriction in page.view_restrictions.all():
            kind, password = restriction.restriction_type, restriction.password
            same = copied.view_restrictions.create(restriction_type=kind, password=password)
            same.groups.set(restriction.groups.all())


def _descendants(page: Any) -> Any:
    return page.get_descendants().order_by("path").prefetch_related("view_restrictions__groups")
