"""The words and pictures of a page, from the content of an item."""

import json
from itertools import islice
from typing import Any

from django.views.decorators.debug import sensitive_variables

from ..bodies.stream_values import body_of, references_of
from ..conversion.converting import convert, plain_text
from ..conversion.results import Conversion, ImageUse, LeftOut, Source
from ..reporting.report_words import Reason
from ..seo import seo_of
from ..wxr.records import Item
from .jobs import Job
from .plans import Plan

MISSING = {LeftOut.MISSING_IMAGE, LeftOut.MISSING_FILE}
# Of what is listed about one item.
MOST_LISTED = 5
LONGEST_DETAIL = 120
# Their detail is a name in the old site, and not an address.
NAMED = {LeftOut.FORM, LeftOut.SHORTCODE, LeftOut.DYNAMIC, LeftOut.BLOCK, LeftOut.FORMATTING}


@sensitive_variables()
def put(job: Job, plan: Plan) -> None:
    """Give a plan its body, lead image and descriptions, and say what of them is missing."""
    item, key = plan.item, plan.entry.key
    conversion = convert(item.content, _source(job, item))
    field = plan.model._meta.get_field("body" if plan.is_post else plan.model.imported_body)
    blocks = body_of(
        conversion,
        field.stream_block,
        job.library.image,
        job.library.document,
        lambda address: job.links.page_for(address, key),
        has_references=plan.is_post,
    )
    plan.body = json.dumps(blocks)
    plan.references = json.dumps(references_of(conversion))
    plan.excerpt = plain_text(item.excerpt) if item.excerpt else ""
    _put_lead_image(job, plan)
    _put_descriptions(job, plan)
    _remark(job, plan, conversion)


@sensitive_variables()
def _source(job: Job, item: Item) -> Source:
    outline = job.outline
    return Source(
        address=item.link or outline.site.base_url,
        attachments=outline.attachments,
        reusable_blocks=outline.reusable_blocks,
        meta=dict(item.meta),
        attached=tuple(outline.attached.get(item.id or 0, ())),
    )


@sensitive_variables()
def _put_lead_image(job: Job, plan: Plan) -> None:
    number = plan.entry.featured
    if number is None or not plan.is_post:
        return
    known = job.outline.attachments.get(number)
    use = ImageUse(known.address if known else "", known.alt if known else "", number)
    plan.lead_image = job.library.image(use)
    if plan.lead_image is None:
        plan.missing.append(use.address)
    elif known:
        plan.lead_image_alt = plain_text(known.alt)[:255]
        plan.lead_image_caption = plain_text(known.caption)[:500]


@sensitive_variables()
def _put_descriptions(job: Job, plan: Plan) -> None:
    seo = seo_of(plan.item, job.outline.site)
    plan.seo_title = seo.title[:255]
    plan.search_description = seo.description
    plan.primary_category = seo.primary_category
    without_place = seo.without_place(plan.item.link)
    if without_place:
        plan.remark(Reason.SEO, ", ".join(without_place), len(without_place))


@sensitive_variables()
def _remark(job: Job, plan: Plan, conversion: Conversion) -> None:
    checks = [check.value for check in conversion.checks]
    if checks:
        plan.remark(Reason.PLEASE_CHECK, ", ".join(sorted(set(checks))), len(checks))
    if conversion.hidden:
        plan.remark(Reason.HIDDEN_TEXT, number=len(conversion.hidden))
    left_out = {key: number for key, number in conversion.left_out.items() if key[0] not in MISSING}
    if left_out:
        told = sorted({_told(kind, detail) for kind, detail in left_out})
        plan.remark(Reason.LEFT_OUT, ", ".join(told), sum(left_out.values()))
    plan.missing += [detail for kind, detail in conversion.left_out if kind in MISSING]
    if plan.missing:
        _remark_addresses(plan, Reason.MEDIA_MISSING, plan.missing)
    plan.has_open_links = plan.entry.key in job.links.waiting
    if dead := sorted(job.links.dead.pop(plan.entry.key, ())):
        _remark_addresses(plan, Reason.OLD_LINKS, dead)


def _told(kind: LeftOut, detail: str) -> str:
    return f"{kind} {detail}".strip()[:LONGEST_DETAIL] if kind in NAMED else str(kind)


@sensitive_variables()
def _remark_addresses(plan: Plan, reason: Any, addresses: list[str]) -> None:
    """List some addresses. Those in hidden posts aren't for all who may read a report."""
    listed = islice(addresses, MOST_LISTED) if plan.item.is_public else ()
    told = (address[:LONGEST_DETAIL] for address in listed)
    plan.remark(reason, " ".join(told), len(addresses))
