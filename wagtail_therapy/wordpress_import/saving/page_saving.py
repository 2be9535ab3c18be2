"""Stores pages as they were published. It sends none of Wagtail's signals about publishing.

So nothing is mailed, no other site is told, and nothing of the host reacts as to a new post.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Revision

from ..planning.plans import Plan
from ..reporting.report_words import Reason
from . import bulk_saving


def create_all(plans: list[Plan]) -> None:
    """Make the pages of plans, as ``plan.page``. All have one type and one parent."""
    for plan in plans:
        plan.page = _new(plan)
    first = plans[0]
    if bulk_saving.can_save(first.model):
        bulk_saving.create([plan.page for plan in plans], first.parent)
    else:
        for plan in plans:
            _create_one(plan)


def _new(plan: Plan) -> Any:
    page = plan.model(locale=plan.parent.locale, slug=plan.slug)
    fill(page, plan)
    page.latest_revision_created_at = _known_at(plan)
    bulk_saving.set_missing_relations(page)
    if plan.is_post:
        page.measure_body()
    _publish_if_valid(page, plan)
    return page


def _create_one(plan: Plan) -> None:
    plan.parent.add_child(instance=plan.page)
    revise(plan.page, plan)


def update(page: Any, plan: Plan) -> None:
    """Change a page to what its plan says. One that isn't public any more is taken down."""
    if page.live and not plan.publication.is_live:
        page.unpublish(log_action=None)
    fill(page, plan)
    _publish_if_valid(page, plan)
    page.save()
    revise(page, plan)


def revise(page: Any, plan: Plan) -> Revision:
    """Store a revision of the page as the one that it shows, and return it."""
    # Revisions are in the order of their times.
    known_at = timezone.now() if page.latest_revision_id else _known_at(plan)
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
    # A host's own base page may not have them.
    page.seo_title = plan.seo_title
    page.search_description = plan.search_description
    if not plan.is_post:
        page.set_imported_body(plan.body)
        page.fill_from_wordpress(dict(plan.item.meta))
        return
    page.body = plan.body
    page.references = plan.references
    page.excerpt = plan.excerpt
    page.lead_image = plan.lead_image
    page.lead_image_alt = plan.lead_image_alt
    page.lead_image_caption = plan.lead_image_caption
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
        if plan.is_post:
            page.check_publishable()
        page.full_clean(exclude=_unasked(page), validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        page.live, page.has_unpublished_changes = False, True
        fields = getattr(error, "error_dict", {})
        plan.remark(Reason.INVALID, ", ".join(sorted(fields)))


def _unasked(page: Any) -> set[str]:
    """Return fields that aren't checked: of the tree, which is set later, and references."""
    return {"path", "depth"} | {one.name for one in page._meta.fields if one.remote_field}


def _known_at(plan: Plan) -> datetime:
    publication = plan.publication
    return publication.last_published_at or publication.first_published_at or timezone.now()
