"""The families of many approaches. The number of queries does not grow with them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
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


def by_family(
    approaches: Iterable[Any], family_of: Callable[[Any], Any] = attrgetter("family")
) -> list[FamilyGroup]:
    """Return the families that several approaches have, in their order, then all the others."""
    approaches = list(approaches)
    members = defaultdict(list)
    for one in approaches:
        members[family_of(one)].append(one)
    families = [one for one in members if one and len(members[one]) >= MIN_GROUPED]
    others = [one for one in approaches if family_of(one) not in families]
    groups = [FamilyGroup(one, members[one]) for one in sorted(families, key=_sort_key)]
    return [*groups, FamilyGroup(None, others)] if others else groups


def _sort_key(family: ApproachFamily) -> tuple[int, str, int]:
    return family.sort_order, family.name.casefold(), family.pk
