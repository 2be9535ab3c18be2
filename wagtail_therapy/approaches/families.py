"""The families of many approaches. The number of queries does not grow with them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail_therapy.approaches.models import ApproachFamily
from wagtail_therapy.content.translations import in_locale

# A heading above a single approach groups nothing.
MIN_GROUPED = 2


@dataclass(frozen=True)
class FamilyGroup:
    """The approaches of one family, or all that are the only ones of theirs or have none."""

    family: ApproachFamily | None
    approaches: list[Any]


def translate_families(approaches: Iterable[Any], locale_id: int) -> None:
    """Set each approach's families to those of the language. Do not save the approaches then.

    Takes one query, or none if all are in the language already.
    """
    having = [
        (one, name)
        for one in approaches
        for name in ("family", "second_family")
        if one.__dict__.get(f"{name}_id")
    ]
    families = in_locale([getattr(one, name) for one, name in having], locale_id)
    for (approach, name), family in zip(having, families, strict=True):
        setattr(approach, name, family)


def families_of(approach: Any) -> list[ApproachFamily]:
    """Return the one or two families of an approach, as ``translate_families()`` set them."""
    return list(filter(None, [approach.family, approach.second_family]))


def by_family(approaches: Iterable[Any]) -> list[FamilyGroup]:
    """Return the families that several approaches have, in their order, then all the others."""
    approaches = list(approaches)
    sizes = Counter(one.family for one in approaches if one.family)
    families = sorted((one for one in sizes if sizes[one] >= MIN_GROUPED), key=_sort_key)
    groups = [
        FamilyGroup(family, [one for one in approaches if one.family == family])
        for family in families
    ]
    others = [one for one in approaches if one.family not in families]
    return [*groups, FamilyGroup(None, others)] if others else groups


def _sort_key(family: ApproachFamily) -> tuple[int, str, int]:
    return family.sort_order, family.name.casefold(), family.pk
