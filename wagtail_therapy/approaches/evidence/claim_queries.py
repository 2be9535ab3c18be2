"""Reads the concerns and claims of many approaches at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet, Value

from wagtail_therapy.approaches.choices import ConcernKind
from wagtail_therapy.approaches.evidence.choices import (
    IN_FAVOR,
    GuidelineStatus,
    Recommendation,
)
from wagtail_therapy.approaches.evidence.claims import Claim, build_claims, build_claims_about
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.approaches.querysets import models
from wagtail_therapy.approaches.summaries import ApproachSummary, ConcernSummary

CONCERNS = "approach_concerns"
RECOMMENDATIONS = "approach_recommendations"
KINDS = ConcernKind.values
# What is read with each row on a guideline.
GUIDELINE_RELATION = "guideline__superseded_by"
RECOMMENDATION_RELATIONS = ["concern", GUIDELINE_RELATION]


def concerns_helped(
    approaches: Iterable[Any], locale_id: int
) -> tuple[dict[int, set[str]], list[ConcernSummary]]:
    """Return the slugs of each approach's concerns by its key, and all these concerns in order.

    A concern is left out if a guideline advises against the approach and none recommends it.
    Concerns are in the language if they are translated.
    """
    named = _concerns_helped(approaches)
    pks = set().union(*named.values())
    concerns = _concern_summaries(pks, locale_id) if pks else {}
    slugs = {pk: concern.slug for pk, concern in concerns.items()}
    helped = {approach: {slugs[pk] for pk in found} for approach, found in named.items()}
    return helped, sorted(set(concerns.values()), key=concern_sort_key)


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


def claims_of(approaches: Iterable[Any], concern: Any) -> dict[int, Claim]:
    """Return the claims of these approaches about a concern, by the approach's key.

    The concern may be a summary. If an approach names it twice, the first row counts.
    """
    approaches = list(approaches)
    about = {"concern__translation_key": concern.translation_key}
    rows: dict[int, Any] = {}
    for named, key in _tables(approaches):
        for row in named.filter(**about).order_by("sort_order", "pk"):
            rows.setdefault(getattr(row, f"{key}_id"), row)
    recommendations = _statements(approaches, [GUIDELINE_RELATION], **about)
    claims = build_claims_about(concern, rows.items(), recommendations)
    return dict(zip(rows, claims, strict=True))


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


def _concerns_helped(approaches: Iterable[Any]) -> dict[int, set[int]]:
    """Return the keys of each approach's concerns, without those it is only advised against for."""
    named: dict[int, set[int]] = defaultdict(set)
    in_favor: dict[bool, set[tuple[int, int]]] = {True: set(), False: set()}
    for rows, key in _tables(approaches):
        for approach, concern, recommendation in _named_and_recommended(rows, key):
            if recommendation:
                in_favor[recommendation in IN_FAVOR].add((approach, concern))
            else:
                named[approach].add(concern)
    for approach, concern in in_favor[False] - in_favor[True]:
        if approach in named:
            named[approach].discard(concern)
    return named


def _named_and_recommended(rows: QuerySet, key: str) -> QuerySet:
    """Return the keys of approach and concern, with "" for its rows, else the recommendation.

    In one query, because building a query costs about as much as running it.
    """
    named = (
        rows.annotate(recommended=Value(""))
        .order_by()
        .values_list(f"{key}_id", "concern_id", "recommended")
    )
    of_type = _rows_of(rows.model._meta.get_field(key).related_model, RECOMMENDATIONS)
    if of_type is None:
        return named
    recommendations, own_key = of_type
    current = recommendations.filter(
        guideline__status=GuidelineStatus.CURRENT,
        recommendation__in=[Recommendation.ADVISES_AGAINST, *IN_FAVOR],
    )
    found = current.order_by().values_list(f"{own_key}_id", "concern_id", "recommendation")
    # Django 6.1 gives a union the order of its model, which these columns don't have.
    return named.union(found, all=True).order_by()


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
    found = _read_concern_summaries(pk__in=pks)
    foreign = {one.translation_key for one in found if one.locale_id != locale_id}
    own = _read_concern_summaries(locale=locale_id, translation_key__in=foreign) if foreign else []
    translated = {one.translation_key: one for one in own}
    return {one.pk: translated.get(one.translation_key, one) for one in found}


def _read_concern_summaries(**where: Any) -> list[ConcernSummary]:
    rows = Concern.objects.filter(**where).order_by().values_list(*ConcernSummary._fields)
    return [ConcernSummary(*row) for row in rows]
