"""What an item becomes, before anything is stored: the same in a dry run and in an import."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .bodies import Body, body_of
from .conversion.converting import convert, plain_text
from .conversion.results import Conversion, Source
from .jobs import Job
from .models import ImportedItem
from .outlines import PAGE, Entry
from .publication import Publication, publication_of
from .report_words import Reason
from .wxr.records import Item

LONGEST_TITLE = 255


@dataclass
class Plan:
    """A page that is made or changed. ``parent`` is None for one that there is."""

    item: Item
    entry: Entry
    model: Any
    parent: Any
    title: str
    slug: str
    publication: Publication
    body: Body
    excerpt: str = ""
    authors: list[Any] = field(default_factory=list)
    categories: list[Any] = field(default_factory=list)
    tags: list[Any] = field(default_factory=list)
    remarks: list[tuple[str, str, int]] = field(default_factory=list)

    # A page of WordPress that the host has no type for, so a post is made of it.
    is_page_as_post: bool = False
    # The page that was made, once it is stored.
    page: Any = None
    # What was imported of it before.
    known: ImportedItem | None = None

    @property
    def is_post(self) -> bool:
        return self.item.type != PAGE or self.is_page_as_post

    def remark(self, reason: str, detail: str = "", number: int = 1) -> None:
        if (reason, detail, number) not in self.remarks:
            self.remarks.append((reason, detail, number))


def plan_of(job: Job, entry: Entry, item: Item) -> Plan:
    """Return what an item becomes."""
    known = job.imported.get(entry.key)
    existing = known and known.page
    is_page = item.type == PAGE
    model = job.target.page_model if is_page and job.target.page_model else job.target.post_model
    title = plain_text(item.title)[:LONGEST_TITLE] if item.title else ""
    plan = Plan(
        item=item,
        entry=entry,
        model=model,
        parent=job.parent_of(entry) if existing is None else None,
        title=title or _("Untitled"),
        slug="",
        publication=publication_of(item, job.outline.clock),
        body=Body(),
        known=known,
        is_page_as_post=is_page and job.target.page_model is None,
    )
    if not title:
        plan.remark(Reason.NO_TITLE)
    _say_how_published(plan)
    _plan_slug(job, plan, existing)
    _plan_words(job, plan)
    _plan_people_and_terms(job, plan)
    return plan


def _say_how_published(plan: Plan) -> None:
    if plan.is_page_as_post and plan.publication.is_live:
        plan.publication = Publication(
            False,
            plan.publication.first_published_at,
            plan.publication.last_published_at,
            reason=Reason.WORDPRESS_PAGE,
        )
    if plan.publication.has_impossible_date:
        plan.remark(Reason.IMPOSSIBLE_DATE)


def _plan_slug(job: Job, plan: Plan, existing: Any) -> None:
    wanted = plan.item.meta_value("_wp_desired_post_slug") or plan.item.slug
    if existing is not None:
        plan.slug = existing.slug
        return
    plan.slug = job.slugs_below(plan.parent).take(wanted, plan.title)
    if wanted and plan.slug != wanted:
        plan.remark(Reason.SLUG_CHANGED, plan.slug if plan.item.is_public else "")


def _plan_words(job: Job, plan: Plan) -> None:
    conversion = convert(plan.item.content, _source(job, plan.item))
    plan.excerpt = plain_text(plan.item.excerpt) if plan.item.excerpt else ""
    plan.body = body_of(job, plan.model, conversion)
    _remark_conversion(plan, conversion)


def _source(job: Job, item: Item) -> Source:
    outline = job.outline
    return Source(
        address=item.link or outline.site.base_url,
        attachments=outline.attachments,
        reusable_blocks=outline.reusable_blocks,
        meta=dict(item.meta),
        attached=tuple(outline.attached.get(item.id or 0, ())),
    )


def _remark_conversion(plan: Plan, conversion: Conversion) -> None:
    checks = [check.value for check in conversion.checks]
    if checks:
        plan.remark(Reason.PLEASE_CHECK, ", ".join(sorted(set(checks))), len(checks))
    if conversion.hidden:
        plan.remark(Reason.HIDDEN_TEXT, number=len(conversion.hidden))
    if conversion.left_out:
        told = (f"{kind} {detail}".strip() for kind, detail in sorted(conversion.left_out))
        plan.remark(Reason.LEFT_OUT, ", ".join(told), sum(conversion.left_out.values()))


def _plan_people_and_terms(job: Job, plan: Plan) -> None:
    if not plan.is_post:
        return
    plan.authors = job.authors.of(plan.item)
    if not plan.authors:
        plan.authors = [job.authors.fallback_author()]
        plan.remark(Reason.NO_AUTHOR)
    plan.categories = job.categories.of(plan.item)
    plan.tags = job.tags.of(plan.item)
