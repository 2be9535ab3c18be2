"""What a concern's page shows: guidelines, approaches, the people who offer them, and posts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Q, QuerySet
from wagtail.models import Site

from wagtail_therapy.approaches.concerns.mixin import ConcernsMixin
from wagtail_therapy.approaches.evidence.choices import Standing
from wagtail_therapy.approaches.evidence.claim_queries import (
    claims_about,
    named_concerns,
)
from wagtail_therapy.approaches.evidence.claims import Claim
from wagtail_therapy.approaches.evidence.guideline_coverage import (
    GuidelineCoverage,
    cached_coverage_by_concern,
)
from wagtail_therapy.approaches.index.listed_approaches import add_listed_urls
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.approaches.offers import offer_rows
from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.prefetching import with_portraits
from wagtail_therapy.content.translations import in_locale
from wagtail_therapy.content.visibility import (
    exclude_future,
    exclude_private_among_few,
    first_without_repeated_aliases,
    public_pages,
    site_pages,
)

MAX_POSTS = 20
POST_FIELDS = ["title", "url_path", "first_published_at", "locale", "alias_of"]
Acceptance = Author.Acceptance
# The order in which people are listed.
ACCEPTANCE_ORDER = [Acceptance.YES, Acceptance.NOT_STATED, Acceptance.WAITING_LIST, Acceptance.NO]


class ClaimedApproach(NamedTuple):
    """An approach, and its claim about the concern."""

    approach: Any
    claim: Claim


@dataclass(frozen=True)
class StandingGroup:
    standing: Standing
    claimed: list[ClaimedApproach]


class ConcernPage:
    """A concern in one list of approaches. It is also the topic for the notices of its page."""

    def __init__(self, concern: Concern, found: QuerySet, site: Any, request: Any = None):
        """``found`` are the approaches there that a stranger may read, as rows of the base page.

        With a request, they have their addresses there: see ``add_listed_urls()``.
        """
        self.concern = concern
        self.site = site
        self.request = request
        self._found = found

    @cached_property
    def guidelines(self) -> list[GuidelineCoverage]:
        """Return the guidelines that cover it, with their first choices, offered here or not."""
        [(_concern, found)] = cached_coverage_by_concern([self.concern])
        return found

    @cached_property
    def groups(self) -> list[StandingGroup]:
        """Return the approaches in the order of Standing, then by research and title."""
        grouped = defaultdict(list)
        about = claims_about(self.concern, self._found)
        if self.request:
            add_listed_urls((approach for approach, _claim in about), self.request)
        for approach, claim in about:
            grouped[claim.standing].append(ClaimedApproach(approach, claim))
        return [
            StandingGroup(Standing(one), sorted(grouped[one], key=_sort_key))
            for one in Standing.values
            if one in grouped
        ]

    @cached_property
    def approaches(self) -> list[Any]:
        return [one.approach for group in self.groups for one in group.claimed]

    @cached_property
    def people(self) -> list[Author]:
        """Return the people who offer an approach that no guideline advises against.

        People who take new clients come first, then by name.
        """
        offered = [
            one.approach
            for group in self.groups
            for one in group.claimed
            if group.standing != Standing.ADVISED_AGAINST
        ]
        chosen = in_locale(_offering(offered).values(), self.concern.locale_id)
        found = {one.translation_key: one for one in chosen}
        return with_portraits(sorted(found.values(), key=_accepting_first))

    @property
    def is_full(self) -> bool:
        """Whether no one here takes new clients for it, as far as their profiles say."""
        return all(one.is_full for one in self.people)

    @cached_property
    def posts(self) -> list[Any]:
        """Return the newest public pages about it, as rows of the base page."""
        if self.site is None:
            return []
        found = pages_about(self.site, self.concern)
        return first_without_repeated_aliases(found.only(*POST_FIELDS), MAX_POSTS)

    @property
    def notes(self) -> list[Any]:
        """Return the content note of the concern, in its language. Most have none."""
        note = self.concern.shown_note
        return [note] if note else []

    def get_required_notices(self) -> set[str]:
        return self.concern.required_notices

    def get_content_notes(self) -> list[Any]:
        return self.notes


def pages_about(site: Any, concern: Concern) -> QuerySet:
    """Return a site's public pages about a concern, newest first, aliases included."""
    about = Q(pk__in=[])
    for model in _models():
        rows, key = _concern_rows(model)
        named = rows.filter(concern__translation_key=concern.translation_key)
        about |= Q(pk__in=named.values(f"{key}_id"))
    here = site_pages(site, concern.locale_id)
    found = here.filter(about, live=True, locale=concern.locale_id)
    return exclude_future(exclude_private_among_few(found)).order_by("-first_published_at", "-pk")


def shown_concerns(approaches: Iterable[Any], site: Any, locale_id: int) -> list[Concern]:
    """Return the concerns of a language that an approach or a post is about, by name."""
    keys = named_concerns(approaches) | _written_about(site, locale_id)
    concerns = Concern.objects.filter(locale=locale_id, translation_key__in=keys)
    return list(concerns.order_by("name", "pk"))


def _written_about(site: Site | None, locale_id: int) -> set[Any]:
    """Return the translation keys of the pages' concerns, with one query for each page type."""
    found: set[Any] = set()
    for model in _models() if site else []:
        pages = exclude_future(public_pages(site_pages(site, locale_id), [model], locale_id))
        rows, key = _concern_rows(model)
        named = rows.filter(**{f"{key}__in": pages.order_by().values("pk")})
        found.update(named.values_list("concern__translation_key", flat=True))
    return found


def _concern_rows(model: Any) -> tuple[QuerySet, str]:
    """Return the rows between pages and concerns, and the name of their key to the page."""
    field = model.concerns.field
    return model.concerns.through.objects.order_by(), field.m2m_field_name()


def _sort_key(claimed: ClaimedApproach) -> tuple[Any, ...]:
    return *claimed.claim.sort_key, claimed.approach.title.casefold(), claimed.approach.pk


def _accepting_first(author: Author) -> tuple[int, str, int]:
    order = [*ACCEPTANCE_ORDER, author.accepting_clients]
    return order.index(author.accepting_clients), author.name, author.pk


def _models() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, ConcernsMixin)]


def _offering(approaches: Iterable[Any]) -> dict[int, Author]:
    """Return the published authors who offer one of the approaches, by their keys."""
    return {
        row.author_id: row.author
        for rows, _key in offer_rows(approaches)
        for row in rows.filter(author__live=True).select_related("author").order_by("pk")
    }
