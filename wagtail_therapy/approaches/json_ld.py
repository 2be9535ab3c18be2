"""Approaches and concerns as search engines are told of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from wagtail_therapy.approaches.choices import ConcernKind, Strength
from wagtail_therapy.authors.json_ld import people, person_id, review_properties, reviewers
from wagtail_therapy.authors.profiles import full_profile_url
from wagtail_therapy.content.json_ld import citations, node, reference, web_page_id, with_page
from wagtail_therapy.content.meta import PageMeta
from wagtail_therapy.content.publishers import Node
from wagtail_therapy.content.translations import in_locale


def with_approach(nodes: Sequence[Node], approach: Any, meta: PageMeta, request: Any) -> list[Node]:
    """Return the nodes of an approach's page, as a MedicalWebPage about the approach.

    What it helps with is not said: schema.org has no property for that of a talking therapy. The
    page mentions its concerns, which promises nothing.
    """
    authors = approach.get_authors()
    rows = approach.get_concern_rows()
    treatment = psychological_treatment(approach, meta, rows)
    concerns = in_locale([row.concern for row in rows], approach.locale_id)
    about = {
        "about": reference(treatment),
        "mentions": [concern_node(one) for one in concerns],
        "medicalAudience": node("Patient"),
        "author": [{"@id": person_id(one, request)} for one in authors],
        "citation": citations(approach.get_references()),
        **review_properties(approach, request),
    }
    persons = people(
        [*authors, *reviewers(approach)], request, lambda one: full_profile_url(one, request)
    )
    return [*with_page(nodes, meta, "MedicalWebPage", **about), treatment, *persons]


def psychological_treatment(approach: Any, meta: PageMeta, rows: Iterable[Any] = ()) -> Node:
    names = [approach.abbreviation.strip(), *approach.get_other_names()]
    return node(
        "PsychologicalTreatment",
        f"{meta.canonical}#approach",
        name=approach.title,
        alternateName=list(dict.fromkeys(filter(None, names))),
        description=approach.short_definition,
        guideline=[_guideline(row) for row in rows if row.strength == Strength.RECOMMENDED],
        mainEntityOfPage={"@id": web_page_id(meta)},
    )


def concern_node(concern: Any) -> Node:
    """Return a condition for what is one; a concern of life is a word with a meaning."""
    is_condition = concern.kind == ConcernKind.CLINICAL
    return node(
        "MedicalCondition" if is_condition else "DefinedTerm",
        name=concern.name,
        description=concern.description,
    )


def _guideline(row: Any) -> Node:
    return node("MedicalGuideline", name=row.guideline_name, url=row.guideline_url)
