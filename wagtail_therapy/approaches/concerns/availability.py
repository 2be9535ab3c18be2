"""Concerns for which no one here takes new clients."""

from collections.abc import Iterable
from typing import Any

from wagtail_therapy.approaches.evidence.choices import Standing
from wagtail_therapy.approaches.evidence.claim_queries import claims_by_concern
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.approaches.offers import offer_pairs
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.translations import in_locale


def full_concerns(concerns: Iterable[Concern], approaches: Iterable[Any]) -> list[Concern]:
    """Return the concerns for which no one takes new clients, as far as their profiles say.

    The concerns are in one language, and the approaches are specific pages. The number of queries
    does not grow with either.
    """
    concerns, approaches = list(concerns), list(approaches)
    if not concerns:
        return []
    locale_id = concerns[0].locale_id
    claims = claims_by_concern(approaches, locale_id)
    accepting = _accepting(approaches, locale_id)
    return [one for one in concerns if not accepting & _not_advised_against(claims.get(one, {}))]


def _not_advised_against(claims: dict[int, Any]) -> set[int]:
    """Return the keys of the approaches that no guideline advises against."""
    return {pk for pk, claim in claims.items() if claim.standing != Standing.ADVISED_AGAINST}


def _accepting(approaches: list[Any], locale_id: int) -> set[int]:
    """Return the keys of the approaches offered by a person who takes new clients."""
    pairs = offer_pairs(approaches)
    people = list(Author.objects.filter(pk__in={author for _pk, author in pairs}, live=True))
    shown = dict(zip((one.pk for one in people), in_locale(people, locale_id), strict=True))
    free = {pk for pk, person in shown.items() if not person.is_full}
    return {pk for pk, author in pairs if author in free}
