"""What approaches are used for, and what guidelines and research say of it, for many at once."""

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
from wagtail_therapy.approaches.evidence.claims import Claim, claims_from, claims_on
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.approaches.outlines import InShort, Outline
from wagtail_therapy.approaches.querysets import models

CONCERNS = "approach_concerns"
RECOMMENDATIONS = "approach_recommendations"
KINDS = ConcernKind.values
# What is read with each row on a guideline.
GUIDELINE = "guideline__superseded_by"
WITH_GUIDELINE = ["concern", GUIDELINE]


def concerns_helped(
    approaches: Iterable[Any], locale_id: int
) -> tuple[dict[int, set[str]], list[InShort]]:
    """Return what each approach is used for, as slugs by its key, and all these concerns in order.

    A concern is left out where a guideline advises against the approach and none recommends it:
    that is no reason to choose it. Concerns are in the language where they are translated.
    """
    named = _helping(approaches)
    pks = set().union(*named.values())
    concerns = _in_short(pks, locale_id) if pks else {}
    slugs = {pk: concern.slug for pk, concern in concerns.items()}
    helped = {approach: {slugs[pk] for pk in found} for approach, found in named.items()}
    return helped, sorted(set(concerns.values()), key=in_order)


def claims_by_concern(approaches: Iterable[Any], locale_id: int) -> dict[Concern, dict[int, Claim]]:
    """Return, for each concern that any approach names, what each says of it, by their keys.

    Health conditions come first, then by name. Where an approach names a concern twice, the first
    row counts.
    """
    approaches = list(approaches)
    rows = [
        (getattr(row, f"{key}_id"), row)
        for rows, key in _tables(approaches)
        for row in rows.select_related("concern").order_by("sort_order", "pk")
    ]
    said = _statements(approaches, WITH_GUIDELINE)
    named: dict[Concern, dict[int, Claim]] = defaultdict(dict)
    claims = claims_from(rows, said, locale_id)
    for (pk, _row), claim in zip(rows, claims, strict=True):
        named[claim.concern].setdefault(pk, claim)
    return {concern: named[concern] for concern in sorted(named, key=in_order)}


def claims_about(concern: Concern, found: QuerySet) -> list[tuple[Any, Claim]]:
    """Return the approaches that name a concern, or what it is a translation of, with their claims.

    ``found`` are rows of the base page. Approaches come with what cards show. Where one names the
    concern twice, the first row counts.
    """
    about = {"concern__translation_key": concern.translation_key}
    rows: dict[Any, tuple[Any, Any]] = {}
    for named, key in _all_rows(CONCERNS):
        here = named.filter(**about, **{f"{key}__in": found.order_by().values("pk")})
        read = here.select_related(key).only(*_for_cards(here.model, key))
        for row in read.order_by("sort_order", "pk"):
            approach = getattr(row, key)
            rows.setdefault(approach.pk, (approach, row))
    approaches = [approach for approach, _row in rows.values()]
    said = _statements(approaches, [GUIDELINE], **about)
    claims = claims_on(concern, [(pk, row) for pk, (_approach, row) in rows.items()], said)
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
        # A draft lacks it, and Django deletes it before the rows that name it.
        if key
    }


def in_order(concern: Concern | InShort) -> tuple[int, str, int]:
    kind = KINDS.index(concern.kind) if concern.kind in KINDS else len(KINDS)
    return kind, concern.name.casefold(), concern.pk


def _helping(approaches: Iterable[Any]) -> dict[int, set[int]]:
    """Return the keys of the concerns that each approach is not only advised against for."""
    named: dict[int, set[int]] = defaultdict(set)
    said: dict[bool, set[tuple[int, int]]] = {True: set(), False: set()}
    for rows, key in _tables(approaches):
        for approach, concern, recommendation in _named_and_said(rows, key):
            if recommendation:
                said[recommendation in IN_FAVOR].add((approach, concern))
            else:
                named[approach].add(concern)
    for approach, concern in said[False] - said[True]:
        if approach in named:
            named[approach].discard(concern)
    return named


def _named_and_said(rows: QuerySet, key: str) -> QuerySet:
    """Return the keys of approach and concern of the rows with "", and of what guidelines say.

    In one query: each costs about as much to put together as to answer.
    """
    named = rows.annotate(said=Value("")).order_by().values_list(f"{key}_id", "concern_id", "said")
    of_type = _rows_of(rows.model._meta.get_field(key).related_model, RECOMMENDATIONS)
    if of_type is None:
        return named
    recommendations, own_key = of_type
    current = recommendations.filter(
        guideline__status=GuidelineStatus.CURRENT,
        recommendation__in=[Recommendation.ADVISES_AGAINST, *IN_FAVOR],
    )
    said = current.order_by().values_list(f"{own_key}_id", "concern_id", "recommendation")
    return named.union(said, all=True)


def _statements(
    approaches: Iterable[Any], related: list[str], **about: Any
) -> Iterator[tuple[int, Any]]:
    """Give the rows on guidelines with what is related, each after the key of its page."""
    for found, key in _tables(approaches, RECOMMENDATIONS):
        rows = found.exclude(guideline=None).filter(**about).select_related(*related)
        for row in rows.order_by("sort_order", "pk"):
            yield getattr(row, f"{key}_id"), row


def _tables(approaches: Any, relation: str = CONCERNS) -> Iterator[tuple[Any, str]]:
    """Give the rows of each page type, and the name of their key to the page."""
    pks = defaultdict(list)
    for approach in approaches:
        # An outline is of no page type itself.
        model = approach.model if isinstance(approach, Outline) else type(approach)
        pks[model].append(approach.pk)
    for model, group in pks.items():
        if found := _rows_of(model, relation):
            rows, key = found
            yield rows.filter(**{f"{key}__in": group}).exclude(concern=None), key


def _all_rows(relation: str) -> Iterator[tuple[Any, str]]:
    """Give all rows of each kind, and the name of their key to the page."""
    kinds: dict[Any, tuple[Any, str]] = {}
    for model in models():
        if found := _rows_of(model, relation):
            kinds.setdefault(found[0].model, found)
    yield from kinds.values()


def _for_cards(row_model: Any, key: str) -> list[str]:
    """Return the fields of a row and its page that a card shows."""
    own = [one.name for one in row_model._meta.concrete_fields]
    page_model = row_model._meta.get_field(key).related_model
    return [*own, *(f"{key}__{name}" for name in page_model.card_fields)]


def _rows_of(model: Any, relation: str) -> tuple[Any, str] | None:
    """Return all rows of a page type, and the name of their key; None without such rows."""
    try:
        key = model._meta.get_field(relation).field
    except FieldDoesNotExist:
        # A host may have approaches that are used for nothing in particular.
        return None
    return key.model._default_manager.all(), key.name


def _in_short(pks: set[int], locale_id: int) -> dict[int, InShort]:
    """Return the concerns by their keys, each as its translation where there is one."""
    found = _read_in_short(pk__in=pks)
    foreign = {one.translation_key for one in found if one.locale_id != locale_id}
    own = _read_in_short(locale=locale_id, translation_key__in=foreign) if foreign else []
    translated = {one.translation_key: one for one in own}
    return {one.pk: translated.get(one.translation_key, one) for one in found}


def _read_in_short(**where: Any) -> list[InShort]:
    rows = Concern.objects.filter(**where).order_by().values_list(*InShort._fields)
    return [InShort(*row) for row in rows]
