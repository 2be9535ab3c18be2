"""The families of many approaches. The number of queries does not grow with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail_therapy.approaches.models import ApproachFamily
from wagtail_therapy.content.translations import in_locale


@dataclass(frozen=True)
class FamilyGroup:
    """The approaches of one family, or those without a family."""

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
    """Return the approaches in groups, in the order of the families. Those without come last."""
    grouped: dict[ApproachFamily | None, list[Any]] = {}
    for approach in approaches:
        grouped.setdefault(approach.family, []).append(approach)
    return [FamilyGroup(family, grouped[family]) for family in sorted(grouped, key=_sort_key)]


def _sort_key(family: ApproachFamily | None) -> tuple[bool, int, str, int]:
    if family is None:
        return True, 0, "", 0
    return False, family.sort_order, family.name.casefold(), family.pk
