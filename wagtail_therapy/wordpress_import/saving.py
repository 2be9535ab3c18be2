"""Stores pages as they were published. It sends none of Wagtail's signals about publishing.

So nothing is mailed, no other site is told, and nothing of the host reacts as to a new post.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction, Revision

from .plans import Plan
from .report_words import Reason


def create(plan: Plan) -> Any:
    """Make the page of a plan, and return it."""
    page = plan.model(locale=plan.parent.locale, slug=plan.slug)
    fill(page, plan)
    _publish_if_valid(page, plan)
    plan.parent.add_child(instance=page)
    if plan.publication.password:
        PageViewRestriction.objects.create(
            page=page,
            restriction_type=PageViewRestriction.PASSWORD,
            password=plan.publication.password,
        )
    return page


def update(page: Any, plan: Plan) -> None:
    """Change a page to what its plan says. One that isn't public any more is taken down."""
    if page.live and not plan.publication.is_live:
        page.unpublish(log_action=None)
    fill(page, plan)
    _publish_if_valid(page, plan)
    page.save()


def revise(page: Any, plan: Plan) -> Revision:
    """Store a revision of the page as the one that it shows, and return it."""
    publication = plan.publication
    known_at = publication.last_published_at or publication.first_published_at or timezone.now()
    if page.latest_revision_id:
        # Revisions are in the order of their times.
        known_at = timezone.now()
    page.latest_revision_created_at = known_at
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        created_at=known_at,
        content=page.serializable_data(),
        object_str=str(page),
    )
    changes = {"latest_revision": revision, "latest_revision_created_at": known_at}
    if page.live:
        changes["live_revision"] = revision
    # Not save(), which would index the page again.
    type(page).objects.filter(pk=page.pk).update(**changes)
    for name, value in changes.items():
        setattr(page, name, value)
    return revision


def fill(page: Any, plan: Plan) -> None:
    """Give a page, which may be unsaved, what its item says."""
    page.title = page.draft_title = plan.title
    page.first_published_at = plan.publication.first_published_at
    page.last_published_at = plan.publication.last_published_at
    page.go_live_at = plan.publication.go_live_at
    if not plan.is_post:
        page.set_imported_body(plan.body.raw)
        page.fill_from_wordpress(dict(plan.item.meta))
        return
    page.body = plan.body.raw
    page.excerpt = plan.excerpt
    _set_rows(page, "post_authors", "author", plan.authors)
    _set_rows(page, "post_categories", "category", plan.categories)
    _set_rows(page, "post_tags", "tag", plan.tags)


def _set_rows(page: Any, relation: str, name: str, values: list[Any]) -> None:
    model = page._meta.get_field(relation).related_model
    rows = [model(**{name: value}) for value in values]
    if hasattr(model, "sort_order"):
        for number, row in enumerate(rows):
            row.sort_order = number
    setattr(page, relation, rows)


def _publish_if_valid(page: Any, plan: Plan) -> None:
    page.live = plan.publication.is_live
    page.has_unpublished_changes = not page.live
    if not page.live:
        return
    try:
        # Those of the tree aren't set yet.
        page.full_clean(exclude=["path", "depth"] if page.pk is None else [])
    except ValidationError as error:
        page.live, page.has_unpublished_changes = False, True
        plan.remark(Reason.INVALID, ", ".join(sorted(error.message_dict)))
