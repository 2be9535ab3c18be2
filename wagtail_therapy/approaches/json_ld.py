"""The structured data of approaches and concerns for search engines."""

from collections.abc import Iterable, Sequence
from typing import Any

from wagtail_therapy.approaches.choices import ConcernKind
from wagtail_therapy.approaches.evidence.choices import Recommendation
from wagtail_therapy.approaches.evidence.claims import Claim, Statement
from wagtail_therapy.authors.json_ld import person_id, person_nodes, review_properties, reviewers
from wagtail_therapy.authors.profiles import full_profile_url
from wagtail_therapy.content.metadata.json_ld import (
    citations,
    node,
    reference,
    web_page_id,
    with_page_properties,
)
from wagtail_therapy.content.metadata.meta_tags import PageMeta
from wagtail_therapy.content.metadata.publisher import Node


def with_approach(nodes: Sequence[Node], approach: Any, meta: PageMeta, request: Any) -> list[Node]:
    """Return the nodes of an approach's page, as a MedicalWebPage about the approach.

    They don't say what it helps with: schema.org has no property for that of a talking therapy. The
    page "mentions" its concerns, which promises nothing.
    """
    authors = approach.get_authors()
    claims = approach.get_claims()
    treatment = psychological_treatment(approach, meta, claims)
    about = {
        "about": reference(treatment),
        "mentions": [concern_node(one.concern) for one in claims],
        "medicalAudience": node("Patient"),
        "author": [{"@id": person_id(one, request)} for one in authors],
        "citation": citations(approach.get_references()),
        **review_properties(approach, request),
    }
    persons = person_nodes(
        [*authors, *reviewers(approach)], request, lambda one: full_profile_url(one, request)
    )
    return [*with_page_properties(nodes, meta, "MedicalWebPage", **about), treatment, *persons]


def psychological_treatment(approach: Any, meta: PageMeta, claims: Iterable[Claim] = ()) -> Node:
    names = [approach.abbreviation.strip(), *approach.get_other_names()]
    return node(
        "PsychologicalTreatment",
        f"{meta.canonical}#approach",
        name=approach.title,
        alternateName=list(dict.fromkeys(filter(None, names))),
        description=approach.short_definition,
        guideline=[_guideline(one, claim.concern) for claim in claims for one in claim.statements],
        mainEntityOfPage={"@id": web_page_id(meta)},
    )


def concern_node(concern: Any) -> Node:
    """Return a MedicalCondition for a health condition, or a DefinedTerm for other concerns."""
    is_condition = concern.kind == ConcernKind.CLINICAL
    return node(
        "MedicalCondition" if is_condition else "DefinedTerm",
        name=concern.name,
        description=concern.description,
    )


def _guideline(statement: Statement, concern: Any) -> Node:
    """Return what a guideline says, in the words of the page: schema.org has no codes for it.

    The name of a guideline that is no longer current says so.
    """
    guideline = statement.guideline
    is_against = statement.row.recommendation == Recommendation.ADVISES_AGAINST
    strength = {} if is_against else {"recommendationStrength": statement.recommendation}
    is_condition = concern.kind == ConcernKind.CLINICAL
    return node(
        "MedicalGuidelineContraindication" if is_against else "MedicalGuidelineRecommendation",
        name=statement.source,
        description=guideline.title,
        url=guideline.url,
        guidelineDate=str(guideline.year or ""),
        guidelineSubject=concern_node(concern) if is_condition else None,
        recognizingAuthority=node("Organization", name=guideline.body),
        **strength,
    )
