"""Approaches as search engines are told of them."""

from collections.abc import Sequence
from typing import Any

from wagtail_therapy.content.json_ld import Node, node, reference, web_page_id, with_page
from wagtail_therapy.content.meta import PageMeta


def with_approach(nodes: Sequence[Node], approach: Any, meta: PageMeta) -> list[Node]:
    """Return the nodes of an approach's page, as a MedicalWebPage about the approach.

    What it helps with is not said: schema.org has no property for that of a talking therapy.
    """
    treatment = psychological_treatment(approach, meta)
    about = {"about": reference(treatment), "medicalAudience": node("Patient")}
    return [*with_page(nodes, meta, "MedicalWebPage", **about), treatment]


def psychological_treatment(approach: Any, meta: PageMeta) -> Node:
    return node(
        "PsychologicalTreatment",
        f"{meta.canonical}#approach",
        name=approach.title,
        description=approach.short_definition,
        mainEntityOfPage={"@id": web_page_id(meta)},
    )
