"""The approaches of a list: their outlines, which are kept, and pages for cards that aren't."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from wagtail_therapy.approaches.evidence.choices import Standing
from wagtail_therapy.approaches.evidence.claim_queries import concerns_helped
from wagtail_therapy.approaches.evidence.claims import Strength
from wagtail_therapy.approaches.index.content_notes import prefetch_content_notes
from wagtail_therapy.approaches.models import ApproachFamily
from wagtail_therapy.approaches.querysets import approach_summaries, with_card_fields
from wagtail_therapy.approaches.summaries import ApproachSummary, ConcernSummary
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.metadata.breadcrumbs import Crumb
from wagtail_therapy.content.metadata.publisher import root_url
from wagtail_therapy.content.translations import in_locale

# Standing and research, as plain texts: there are a thousand of them.
Said = tuple[str, str]


class Outlines(NamedTuple):
    """The approaches of a list by title, and the concerns that they share.

    ``helped`` has what is said of each approach's concerns, by its key and their slugs.
    """

    approaches: list[ApproachSummary]
    helped: dict[int, dict[str, Said]]
    concerns: list[ConcernSummary]

    def strength(self, pk: int, slug: str) -> Strength:
        """Return how strong an approach's claim about a concern is."""
        standing, research = self.helped[pk][slug]
        return Strength(Standing(standing), research)


def outlines_of(index: Any, request: Any) -> Outlines:
    """Return the outlines of the approaches that a stranger may read in a list, from the cache."""
    key = ("outlines", index._meta.label, index.pk, index.locale_id)
    return cached(key, lambda: _read(index.get_approaches(), index.locale_id), request)


def families_of(
    approaches: Iterable[ApproachSummary], locale_id: int, request: Any
) -> dict[int, ApproachFamily]:
    """Return the families of a language by the keys that approaches have, from the cache."""
    keys = sorted({one.family_id for one in approaches if one.family_id})

    def read() -> dict[int, ApproachFamily]:
        found = ApproachFamily.objects.in_bulk(keys)
        return dict(zip(found, in_locale(found.values(), locale_id), strict=True))

    return cached(("families", locale_id, *keys), read, request) if keys else {}


def _read(found: Any, locale_id: int) -> Outlines:
    approaches = approach_summaries(found)
    helped, concerns = concerns_helped(approaches, locale_id)
    said = {
        pk: {slug: (str(one.standing), one.research) for slug, one in some.items()}
        for pk, some in helped.items()
    }
    return Outlines(approaches, said, concerns)


class ListedClaim(NamedTuple):
    """What a card says of the concern that its list is filtered by."""

    concern: ConcernSummary
    strength: Strength


@dataclass(frozen=True)
class ListedGroup:
    """The approaches of one family, or all others. ``approaches`` are read when they are asked for.

    Usually their cards are in the cache.
    """

    listing: Any
    family: ApproachFamily | None
    outlines: list[ApproachSummary]

    @property
    def approaches(self) -> list[Any]:
        return self.listing.pages(self.outlines)


def read_pages(wanted: list[ApproachSummary], locale_id: int, request: Any) -> list[Any]:
    """Return approaches with their content notes and addresses, in a few queries for all."""
    read = with_card_fields(wanted)
    prefetch_content_notes(read, locale_id)
    add_listed_urls(read, request)
    return read


def add_listed_urls(approaches: Iterable[Any], request: Any) -> None:
    """Set ``listed_url`` of each approach, and ``listed_crumb``, its title and absolute address.

    Wagtail looks up a page's address each time, so this asks once for both forms.
    """
    root = root_url(request)
    for approach in approaches:
        approach.listed_crumb = Crumb(approach.title, approach.get_full_url(request) or "")
        approach.listed_url = approach.listed_crumb.url.removeprefix(root)
