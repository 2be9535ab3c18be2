"""Holds JSON-LD against the vocabulary of schema.org, and against itself."""

import json
import re
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup

VOCABULARY = json.loads((Path(__file__).parent / "vocabulary/schemaorg-30.0.json").read_text())
TYPES, PROPERTIES = VOCABULARY["types"], VOCABULARY["properties"]
SUPERSEDED, DATA_TYPES = set(VOCABULARY["superseded"]), set(VOCABULARY["data_types"])

# Valid, and not for us: out of use, deprecated in words only, or against professional ethics.
UNWANTED = {
    "AggregateRating",
    "FAQPage",
    "ProfessionalService",
    "Psychiatric",
    "Rating",
    "Review",
    "SearchAction",
}


def graph_in(html: str) -> list[dict]:
    """Return the nodes of the one graph in a page."""
    (script,) = BeautifulSoup(html, "html.parser").find_all("script", type="application/ld+json")
    document = json.loads(script.string)
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def types_in(nodes: list[dict]) -> list[str]:
    return [node["@type"] for node in nodes]


def problems(nodes: list[dict]) -> list[str]:
    """Return what schema.org does not know or allow, and references that lead nowhere."""
    ids = [node["@id"] for node in nodes]
    found = [f"{one} is there twice" for one in sorted({one for one in ids if ids.count(one) > 1})]
    for node in nodes:
        found += _problems_of(node, {one["@id"]: one for one in nodes})
    return found


@cache
def kin(name: str) -> frozenset[str]:
    """Return a type with all its ancestors."""
    return frozenset({name}).union(*(kin(parent) for parent in TYPES.get(name, ())))


def _problems_of(node, by_id):
    name = node["@type"]
    if name not in TYPES or name in SUPERSEDED | UNWANTED:
        return [f"{name} is no type to use"]
    found = []
    for key, value in node.items():
        if not key.startswith("@"):
            found += _problems_with(name, key, value, by_id)
    return found


def _problems_with(name, key, value, by_id):
    if key not in PROPERTIES or key in SUPERSEDED:
        return [f"{key} is no property to use"]
    domains, ranges = PROPERTIES[key]
    found = [] if kin(name) & set(domains) else [f"{name} has no {key}"]
    for one in value if isinstance(value, list) else [value]:
        found += _problems_of_value(f"{name}.{key}", ranges, one, by_id)
    return found


def _problems_of_value(place, ranges, value, by_id):
    if not isinstance(value, dict):
        return [] if _is_data(value, ranges) else [f"{place} is no text: {value!r}"]
    if set(value) == {"@id"}:
        if value["@id"] not in by_id:
            return [f"{place} leads nowhere: {value['@id']}"]
        value, inner = by_id[value["@id"]], []
    else:
        inner = _problems_of(value, by_id)
    if not kin(value["@type"]) & set(ranges):
        inner = [*inner, f"{place} is no {value['@type']}"]
    return inner


def _is_data(value, ranges):
    """Tell whether the range has a data type; a URL may represent any node."""
    if isinstance(value, str) and re.match(r"https?://\S+$", value):
        return True
    data = {one for one in ranges if kin(one) & DATA_TYPES}
    return bool(data) and value not in ("", None)
