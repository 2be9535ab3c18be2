"""What the page of a concern shows: approaches by strength, who works with it, posts about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from wagtail.models import Site

from wagtail_therapy.approaches.choices import Strength
from wagtail_therapy.approaches.concerned import ConcernsMixin
from wagtail_therapy.approaches.evidence import claims_of, named_concerns
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.teams import with_portraits
from wagtail_therapy.content.public_pages import each_once, out_by_now, pages_of, public
from wagtail_therapy.content.translations import in_locale

MOST_POSTS = 20


@dataclass(frozen=True)
class Claimed:
    """An approach, and what it says of the concern."""

    approach: Any
    row: Any


@dataclass(frozen=True)
class StrengthGroup:
    strength: Strength
    claimed: list[Claimed]


class ConcernPage:
    """A concern as one list of approaches has it. It answers for the notices of its page, too."""

    def __init__(self, concern: Concern, approaches: Iterable[Any], site: Any):
        self.concern = concern
        self.site = site
        self._approaches = list(approaches)

    @cached_property
    def groups(self) -> list[StrengthGroup]:
        """Return the approaches in groups, the best supported first; within one by title."""
        rows = claims_of(self.concern, self._approaches)
        grouped = defaultdict(list)
        for approach in self._approaches:
            if row := rows.get((type(approach), approach.pk)):
                grouped[row.strength].append(Claimed(approach, row))
        found = [Strength(value) for value in Strength.values if value in grouped]
        return [StrengthGroup(one, grouped[one.value]) for one in found]

    @cached_property
    def approaches(self) -> list[Any]:
        return [one.approach for group in self.groups for one in group.claimed]

    @cached_property
    def people(self) -> list[Author]:
        """Return who offers one of them that is not advised against, by name."""
        offered = [
            one.approach
            for group in self.groups
            for one in group.claimed
            if group.strength != Strength.NOT_RECOMMENDED
        ]
        chosen = Author.objects.filter(pk__in=_offering(offered), live=True)
        found = {one.translation_key: one for one in in_locale(chosen, self.concern.locale_id)}
        return with_portraits(sorted(found.values(), key=lambda one: (one.name, one.pk)))

    @cached_property
    def posts(self) -> list[Any]:
        """Return the newest pages about it that a stranger may read, as rows of the base page."""
        if self.site is None:
            return []
        found = pages_about(self.site, self.concern)
        return list(found.only("title", "url_path", "first_published_at", "locale")[:MOST_POSTS])

    @property
    def notes(self) -> list[Any]:
        """Return the content note of the concern, in its language; none of most."""
        notes = [self.concern.content_note] if self.concern.content_note_id else []
        return in_locale(notes, self.concern.locale_id)

    def get_asked_notices(self) -> set[str]:
        return self.concern.asked_notices


def pages_about(site: Any, concern: Concern) -> QuerySet:
    """Return the pages of a site about a concern that a stranger may read, newest first."""
    about = Q(pk__in=[])
    for model in _models():
        named = model._base_manager.filter(concerns__translation_key=concern.translation_key)
        about |= Q(pk__in=named.order_by().values("pk"))
    found = (
        pages_of(site, concern.locale_id)
        .filter(locale=concern.locale_id)
        .live()
        .public()
        .filter(about)
    )
    return each_once(out_by_now(found)).order_by("-first_published_at", "-pk")


def shown_concerns(approaches: Iterable[Any], site: Any, locale_id: int) -> list[Concern]:
    """Return the concerns of a language that have a page worth finding, by name."""
    keys = named_concerns(approaches) | _written_about(site, locale_id)
    concerns = Concern.objects.filter(locale=locale_id, translation_key__in=keys)
    return list(concerns.order_by("name", "pk"))


def _written_about(site: Site | None, locale_id: int) -> set[Any]:
    """Return the translation keys of the concerns of pages, in a query for each type of page."""
    found: set[Any] = set()
    for model in _models() if site else []:
        pages = out_by_now(public(pages_of(site, locale_id), [model], locale_id))
        through = model.concerns.through
        key = model.concerns.field.m2m_field_name()
        rows = through.objects.filter(**{f"{key}__in": pages.order_by().values("pk")}).order_by()
        found.update(rows.values_list("concern__translation_key", flat=True))
    return found


def _models() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, ConcernsMixin)]


def _offering(approaches: Iterable[Any]) -> set[int]:
    """Return the keys of who offers them, in a query for each type of page."""
    found: set[int] = set()
    for model in {type(one) for one in approaches}:
        through = model.offered_by.through
        key = model.offered_by.field.m2m_field_name()
        pks = [one.pk for one in approaches if type(one) is model]
        rows = through.objects.filter(**{f"{key}__in": pks}).order_by()
        found.update(rows.values_list("author_id", flat=True))
    return found
