"""What approaches are used for, and how well research supports it, for many of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from wagtail_therapy.approaches.choices import Strength
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.approaches.outlines import Outline
from wagtail_therapy.content.translations import in_locale

RELATION = "approach_concerns"


def concerns_helped(
    approaches: Iterable[Any], locale_id: int
) -> tuple[dict[int, set[str]], list[Concern]]:
    """Return what each approach is used for, as slugs by its key, and all these concerns in order.

    Those for which it is not recommended are left out: they are no reason to choose it. Concerns
    are in the language where they are translated.
    """
    named: dict[int, set[int]] = defaultdict(set)
    for rows, key in _tables(approaches):
        useful = rows.exclude(strength=Strength.NOT_RECOMMENDED).order_by()
        for pk, concern in useful.values_list(f"{key}_id", "concern_id"):
            named[pk].add(concern)
    pks = set().union(*named.values())
    found = Concern.objects.filter(pk__in=pks).order_by() if pks else []
    concerns = _translated({concern.pk: concern for concern in found}, locale_id)
    slugs = {pk: {concerns[one].slug for one in found} for pk, found in named.items()}
    return slugs, sorted(set(concerns.values()), key=in_order)


def rows_by_concern(approaches: Iterable[Any], locale_id: int) -> dict[Concern, dict[int, Any]]:
    """Return, for each concern that any approach names, its row in each that does, by their keys.

    Conditions come first, then by name. Where an approach names one twice, the first row counts.
    """
    found = [
        (getattr(row, f"{key}_id"), row)
        for rows, key in _tables(approaches)
        for row in rows.select_related("concern").order_by("sort_order", "pk")
    ]
    concerns = _translated({row.concern_id: row.concern for _pk, row in found}, locale_id)
    named: dict[Concern, dict[int, Any]] = defaultdict(dict)
    for pk, row in found:
        named[concerns[row.concern_id]].setdefault(pk, row)
    return {concern: named[concern] for concern in sorted(named, key=in_order)}


def claims_of(concern: Concern, approaches: Iterable[Any]) -> dict[tuple[type, int], Any]:
    """Return what each approach says of a concern, or of what it is a translation of, by its key.

    Where an approach names it twice, the first row counts.
    """
    claims: dict[tuple[type, int], Any] = {}
    for rows, key in _tables(approaches):
        model = rows.model._meta.get_field(key).related_model
        about = rows.filter(concern__translation_key=concern.translation_key)
        for row in about.order_by("sort_order", "pk"):
            claims.setdefault((model, getattr(row, f"{key}_id")), row)
    return claims


def named_concerns(approaches: Iterable[Any]) -> set[Any]:
    """Return the translation keys of the concerns that any approach names."""
    return {
        key
        for rows, _key in _tables(approaches)
        for key in rows.order_by().values_list("concern__translation_key", flat=True)
    }


def in_order(concern: Concern) -> tuple[str, str, int]:
    return concern.kind, concern.name.casefold(), concern.pk


def _tables(approaches: Any) -> Iterator[tuple[Any, str]]:
    """Give the rows of each page type, and the name of their key to the page."""
    pks = defaultdict(list)
    for approach in approaches:
        # An outline is of no page type itself.
        model = approach.model if isinstance(approach, Outline) else type(approach)
        pks[model].append(approach.pk)
    for model, group in pks.items():
        try:
            key = model._meta.get_field(RELATION).field
        except FieldDoesNotExist:
            # A host may have approaches that are used for nothing in particular.
            continue
        rows = key.model._default_manager.filter(**{f"{key.name}__in": group})
        yield rows.exclude(concern=None), key.name


def _translated(concerns: dict[int, Concern], locale_id: int) -> dict[int, Concern]:
    return dict(zip(concerns, in_locale(concerns.values(), locale_id), strict=True))
