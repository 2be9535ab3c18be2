"""Where no one here takes new clients, for many concerns at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from wagtail_therapy.approaches.evidence.choices import Standing
from wagtail_therapy.approaches.evidence.claim_queries import claims_by_concern
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.translations import in_locale

FULL = {Author.Acceptance.WAITING_LIST, Author.Acceptance.NO}


def offers(approaches: Iterable[Any]) -> Iterator[tuple[QuerySet, str]]:
    """Give who offers them, for each page type: the rows, and the name of their key to the page."""
    pks = defaultdict(list)
    for one in approaches:
        pks[type(one)].append(one.pk)
    for model, group in pks.items():
        key = model.offered_by.field.m2m_field_name()
        yield model.offered_by.through.objects.filter(**{f"{key}__in": group}).order_by(), key


def full_concerns(concerns: Iterable[Concern], approaches: Iterable[Any]) -> list[Concern]:
    """Return the concerns where no one takes new clients, as far as they say.

    The concerns are of one language, the approaches are as what they are. The number of queries
    does not grow with either.
    """
    concerns, approaches = list(concerns), list(approaches)
    if not concerns:
        return []
    locale_id = concerns[0].locale_id
    claims = claims_by_concern(approaches, locale_id)
    with_room = _with_room(approaches, locale_id)
    return [one for one in concerns if not with_room & _offered(claims.get(one, {}))]


def _offered(claims: dict[int, Any]) -> set[int]:
    """Return the keys of the approaches that are not advised against."""
    return {pk for pk, claim in claims.items() if claim.standing != Standing.ADVISED_AGAINST}


def _with_room(approaches: list[Any], locale_id: int) -> set[int]:
    """Return the keys of the approaches that a person offers who isn't full."""
    pairs = [
        pair for rows, key in offers(approaches) for pair in rows.values_list(f"{key}_id", "author")
    ]
    people = list(Author.objects.filter(pk__in={author for _pk, author in pairs}, live=True))
    told = dict(zip((one.pk for one in people), in_locale(people, locale_id), strict=True))
    free = {pk for pk, person in told.items() if person.accepting_clients not in FULL}
    return {pk for pk, author in pairs if author in free}
