"""What copies of our pages do not take along: they carry the text, and nothing of its history."""

from typing import Any

from wagtail.models import Comment

# What editors have planned for one page.
PLANNING_FIELDS = ["go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by"]
# Wagtail copies revisions, too, and a date in one of them comes back when the copy is published.
DATE_FIELDS = ["first_published_at", "last_published_at", "live_revision"]


def clear_plans(page: Any) -> None:
    """Let a page that was an alias be a page of its own: without its original's plans.

    Dates and text stay as readers have seen them. Comments of editors were on the original.
    """
    Comment.objects.filter(page=page.pk).delete()
    for name in PLANNING_FIELDS:
        setattr(page, name, page._meta.get_field(name).get_default())
    page.save(clean=False, update_fields=PLANNING_FIELDS)
    # Wagtail has saved a first revision already, and publishes what it says.
    page.latest_revision.content = page.serializable_data()
    page.latest_revision.save(update_fields=["content"])


def copy_restrictions(original: Any, copy: Any) -> None:
    """Restrict what was copied along with a page as its originals are.

    Wagtail copies the restrictions of the page itself alone, so a private post in a copied blog
    would be open to everybody.
    """
    pairs = zip(_descendants(original), _descendants(copy), strict=False)
    for page, copied in pairs:
        for restriction in page.view_restrictions.all():
            kind, password = restriction.restriction_type, restriction.password
            same = copied.view_restrictions.create(restriction_type=kind, password=password)
            same.groups.set(restriction.groups.all())


def _descendants(page: Any) -> Any:
    return page.get_descendants().order_by("path").prefetch_related("view_restrictions__groups")
