"""What approaches are used for, and what guidelines and research say of it, for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, OuterRef, QuerySet

from wagtail_therapy.approaches.choices import ConcernKind
from wagtail_therapy.approaches.claims import Claim, claims_from
from wagtail_therapy.approaches.evidence_choices import (
    IN_FAVOR,
    GuidelineStatus,
    Recommendation,
)
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.approaches.outlines import Outline
from wagtail_therapy.approaches.readable import models
from wagtail_therapy.content.translations import in_locale

CONCERNS = "approach_concerns"
RECOMMENDATIONS = "approach_recommendations"
KINDS = ConcernKind.values
# What is read with each row on a guideline.
WITH_GUIDELINE = ["concern", "guideline__superseded_by"]


def concerns_helped(
    approaches: Iterable[Any], locale_id: int
) -> tuple[dict[int, set[str]], list[Concern]]:
    """Return what each approach is used for, as slugs by its key, and all these concerns in order.

    Those for which a guideline advises against it, and none for it, are left out: they are no
    reason to choose it. Concerns are in the language where they are translated.
    """
    named: dict[int, set[int]] = defaultdict(set)
    for rows, key in _tables(approaches):
        for pk, concern in _not_advised_against(rows, key).values_list(f"{key}_id", "concern_id"):
            named[pk].add(concern)
    pks = set().union(*named.values())
    found = Concern.objects.filter(pk__in=pks).order_by() if pks else []
    concerns = _translated({concern.pk: concern for concern in found}, locale_id)
    slugs = {pk: {concerns[one].slug for one in found} for pk, found in named.items()}
    return slugs, sorted(set(concerns.values()), key=in_order)


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
    said = _statements(approaches)
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
        read = here.select_related("concern", key).only(*_for_cards(here.model, key))
        for row in read.order_by("sort_order", "pk"):
            approach = getattr(row, key)
            rows.setdefault(approach.pk, (approach, row))
    approaches = [approach for approach, _row in rows.values()]
    said = _statements(approaches, **about)
    claims = claims_from(
        [(pk, row) for pk, (_approach, row) in rows.items()], said, concern.locale_id
    )
    return list(zip(approaches, claims, strict=True))


def named_concerns(approaches: Iterable[Any]) -> set[Any]:
    """Return the translation keys of the concerns that any approach names."""
    return {
        key
        for rows, _key in _tables(approaches)
        for key in rows.order_by().values_list("concern__translation_key", flat=True)
    }


def in_order(concern: Concern) -> tuple[int, str, int]:
    kind = KINDS.index(concern.kind) if concern.kind in KINDS else len(KINDS)
    return kind, concern.name.casefold(), concern.pk


def _not_advised_against(rows: QuerySet, key: str) -> QuerySet:
    """Leave out the rows of concerns for which current guidelines only advise against it."""
    said = _rows_of(rows.model._meta.get_field(key).related_model, RECOMMENDATIONS)
    if said is None:
        return rows.order_by()
    recommendations, own_key = said
    current = recommendations.filter(
        **{own_key: OuterRef(key)},
        concern=OuterRef("concern"),
        guideline__status=GuidelineStatus.CURRENT,
    )
    against = Exists(current.filter(recommendation=Recommendation.ADVISES_AGAINST))
    return rows.filter(~against | Exists(current.filter(recommendation__in=IN_FAVOR))).order_by()


def _statements(approaches: Iterable[Any], **about: Any) -> Iterator[tuple[Any, tuple[int, Any]]]:
    """Give the rows on guidelines, each after the key of its page."""
    for found, key in _tables(approaches, RECOMMENDATIONS):
        rows = found.exclude(guideline=None).filter(**about).select_related(*WITH_GUIDELINE)
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
    """Return the fields of a row, its concern and its page that a card shows."""
    own = [one.name for one in row_model._meta.concrete_fields]
    concern = [f"concern__{name}" for name in ("name", "kind", "locale", "translation_key")]
    page_model = row_model._meta.get_field(key).related_model
    return [*own, *concern, *(f"{key}__{name}" for name in page_model.card_fields)]


def _rows_of(model: Any, relation: str) -> tuple[Any, str] | None:
    """Return all rows of a page type, and the name of their key; None without such rows."""
    try:
        key = model._meta.get_field(relation).field
    except FieldDoesNotExist:
        # A host may have approaches that are used for nothing in particular.
        return None
    return key.model._default_manager.all(), key.name


def _translated(concerns: dict[int, Concern], locale_id: int) -> dict[int, Concern]:
    return dict(zip(concerns, in_locale(concerns.values(), locale_id), strict=True))
