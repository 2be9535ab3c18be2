"""Reads the concerns and claims of many approaches at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet

from wagtail_therapy.approaches.choices import ConcernKind
from wagtail_therapy.approaches.evidence.choices import GuidelineStatus, Standing
from wagtail_therapy.approaches.evidence.claims import (
    Claim,
    Strength,
    build_claims,
    build_claims_about,
    strength_of,
)
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.approaches.querysets import models
from wagtail_therapy.approaches.summaries import ApproachSummary, ConcernSummary

CONCERNS = "approach_concerns"
RECOMMENDATIONS = "approach_recommendations"
KINDS = ConcernKind.values
# What is read with each row on a guideline.
GUIDELINE_RELATION = "guideline__superseded_by"
RECOMMENDATION_RELATIONS = ["concern", GUIDELINE_RELATION]


class NamedRow(NamedTuple):
    """What one field says, with the keys of the approach and the concern."""

    approach: int
    concern: int
    value: str


def concerns_helped(
    approaches: Iterable[Any], locale_id: int
) -> tuple[dict[int, dict[str, Strength]], list[ConcernSummary]]:
    """Return the strengths of the approaches' claims by key and slug, and all their concerns.

    The keys are those of approaches, and the slugs those of concerns. A concern is left out if a
    guideline advises against the approach and none recommends it. Concerns are in order, and in the
    language if they are translated. If an approach names one twice, the first row counts.
    """
    approaches = list(approaches)
    current = {"guideline__status": GuidelineStatus.CURRENT}
    research = list(_named_rows(approaches, CONCERNS, "research"))
    recommended = list(_named_rows(approaches, RECOMMENDATIONS, "recommendation", **current))
    concerns = _concern_summaries({row.concern for row in research + recommended}, locale_id)
    helped = _strengths(research, recommended, concerns)
    shown = set().union(*helped.values())
    in_order = sorted(set(concerns.values()), key=concern_sort_key)
    return helped, [concern for concern in in_order if concern.slug in shown]


def claims_by_concern(approaches: Iterable[Any], locale_id: int) -> dict[Concern, dict[int, Claim]]:
    """Return the claims about each concern that any approach names, by the approach's key.

    Health conditions come first, then by name. If an approach names a concern twice, the first row
    counts.
    """
    approaches = list(approaches)
    rows = [
        (getattr(row, f"{key}_id"), row)
        for rows, key in _tables(approaches)
        for row in rows.select_related("concern").order_by("sort_order", "pk")
    ]
    recommendations = _statements(approaches, RECOMMENDATION_RELATIONS)
    named: dict[Concern, dict[int, Claim]] = defaultdict(dict)
    claims = build_claims(rows, recommendations, locale_id)
    for (pk, _row), claim in zip(rows, claims, strict=True):
        named[claim.concern].setdefault(pk, claim)
    return {concern: named[concern] for concern in sorted(named, key=concern_sort_key)}


def claims_about(concern: Concern, found: QuerySet) -> list[tuple[Any, Claim]]:
    """Return the approaches that name a concern or a translation of it, with their claims.

    ``found`` are rows of the base page. Approaches have the fields that cards show. If one names
    the concern twice, the first row counts.
    """
    about = {"concern__translation_key": concern.translation_key}
    rows: dict[Any, tuple[Any, Any]] = {}
    for named, key in _all_rows(CONCERNS):
        here = named.filter(**about, **{f"{key}__in": found.order_by().values("pk")})
        read = here.select_related(key).only(*_card_fields(here.model, key))
        for row in read.order_by("sort_order", "pk"):
            approach = getattr(row, key)
            rows.setdefault(approach.pk, (approach, row))
    approaches = [approach for approach, _row in rows.values()]
    recommendations = _statements(approaches, [GUIDELINE_RELATION], **about)
    concern_rows = [(pk, row) for pk, (_approach, row) in rows.items()]
    claims = build_claims_about(concern, concern_rows, recommendations)
    return list(zip(approaches, claims, strict=True))


def named_concerns(approaches: Iterable[Any]) -> set[Any]:
    """Return the translation keys of the concerns that any approach names."""
    return {
        key
        for rows, _key in _tables(approaches)
        for key in rows.order_by().values_list("concern__translation_key", flat=True)
    }


def named_guidelines(approaches: Iterable[Any]) -> set[Any]:
    """Return the translation keys of the guidelines that any approach names."""
    return {
        key
        for rows, _key in _tables(approaches, RECOMMENDATIONS)
        for key in rows.order_by().values_list("guideline__translation_key", flat=True)
        # A draft may lack it. Django deletes a guideline before the rows that name it.
        if key
    }


def concern_sort_key(concern: Concern | ConcernSummary) -> tuple[int, str, int]:
    kind = KINDS.index(concern.kind) if concern.kind in KINDS else len(KINDS)
    return kind, concern.name.casefold(), concern.pk


def _strengths(
    research: list[NamedRow], recommended: list[NamedRow], concerns: dict[int, ConcernSummary]
) -> dict[int, dict[str, Strength]]:
    said = defaultdict(set)
    for row in recommended:
        said[row.approach, concerns[row.concern].pk].add(row.value)
    helped: dict[int, dict[str, Strength]] = defaultdict(dict)
    for row in research:
        concern = concerns[row.concern]
        strength = strength_of(said[row.approach, concern.pk], row.value)
        if strength.standing != Standing.ADVISED_AGAINST:
            helped[row.approach].setdefault(concern.slug, strength)
    return helped


def _named_rows(
    approaches: Iterable[Any], relation: str, field: str, **where: Any
) -> Iterator[NamedRow]:
    for found, key in _tables(approaches, relation):
        rows = found.filter(**where).order_by("sort_order", "pk")
        yield from map(NamedRow._make, rows.values_list(f"{key}_id", "concern_id", field))


def _statements(
    approaches: Iterable[Any], related: list[str], **about: Any
) -> Iterator[tuple[int, Any]]:
    """Yield the recommendation rows with their relations, each after the key of its page."""
    for found, key in _tables(approaches, RECOMMENDATIONS):
        rows = found.exclude(guideline=None).filter(**about).select_related(*related)
        for row in rows.order_by("sort_order", "pk"):
            yield getattr(row, f"{key}_id"), row


def _tables(approaches: Any, relation: str = CONCERNS) -> Iterator[tuple[Any, str]]:
    """Yield the rows of each page type, and the name of their key to the page."""
    pks = defaultdict(list)
    for approach in approaches:
        # A summary is not a page itself.
        model = approach.model if isinstance(approach, ApproachSummary) else type(approach)
        pks[model].append(approach.pk)
    for model, group in pks.items():
        if found := _rows_of(model, relation):
            rows, key = found
            yield rows.filter(**{f"{key}__in": group}).exclude(concern=None), key


def _all_rows(relation: str) -> Iterator[tuple[Any, str]]:
    """Yield all rows of each kind, and the name of their key to the page."""
    kinds: dict[Any, tuple[Any, str]] = {}
    for model in models():
        if found := _rows_of(model, relation):
            kinds.setdefault(found[0].model, found)
    yield from kinds.values()


def _card_fields(row_model: Any, key: str) -> list[str]:
    """Return the fields of a row and its page that a card shows."""
    own = [one.name for one in row_model._meta.concrete_fields]
    page_model = row_model._meta.get_field(key).related_model
    return [*own, *(f"{key}__{name}" for name in page_model.card_fields)]


def _rows_of(model: Any, relation: str) -> tuple[Any, str] | None:
    """Return all rows of a page type, and the name of their key; None without such rows."""
    try:
        key = model._meta.get_field(relation).field
    except FieldDoesNotExist:
        # A host may have approaches without concerns.
        return None
    return key.model._default_manager.all(), key.name


def _concern_summaries(pks: set[int], locale_id: int) -> dict[int, ConcernSummary]:
    """Return the concerns by their keys, each as its translation if there is one."""
    found = _read_concern_summaries(pk__in=pks) if pks else []
    foreign = {one.translation_key for one in found if one.locale_id != locale_id}
    own = _read_concern_summaries(locale=locale_id, translation_key__in=foreign) if foreign else []
    translated = {one.translation_key: one for one in own}
    return {one.pk: translated.get(one.translation_key, one) for one in found}


def _read_concern_summaries(**where: Any) -> list[ConcernSummary]:
    rows = Concern.objects.filter(**where).order_by().values_list(*ConcernSummary._fields)
    return [ConcernSummary(*row) for row in rows]
