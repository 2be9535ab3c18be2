"""Who may see clients where: licences, places and ways of meeting held against each other."""

from dataclasses import dataclass
from typing import Any

from wagtail_therapy.authors.models import Author
from wagtail_therapy.practice.notices import Notices

AT_A_DISTANCE = {"video", "phone"}


@dataclass(frozen=True)
class Place:
    """A place where a practice says that it sees clients, and who is licensed there."""

    name: str
    is_here: bool
    people: list[Author]

    @property
    def is_reached(self) -> bool:
        """Whether any of the people meets in a way that clients there can use.

        People who don't say how they meet may meet by video.
        """
        ways = [set(one.delivery) for one in self.people]
        return self.is_here or any(not found or found & AT_A_DISTANCE for found in ways)


def places_of(practice: Any) -> list[Place]:
    """Return the places that the practice names, each with its published, licensed people."""
    named = Notices(practice).served_regions
    authors = _authors() if named else []
    here = {practice.region.strip().casefold(), practice.country.strip().casefold()}
    # A practice that names one place is there.
    is_only = len(named) == 1
    return [
        Place(name, is_only or name.casefold() in here, _licensed(authors, name)) for name in named
    ]


def _authors() -> list[Author]:
    found = Author.objects.filter(live=True, works_here=True).prefetch_related("licenses")
    return list(found.order_by("name", "pk"))


def _licensed(authors: list[Author], name: str) -> list[Author]:
    place = name.casefold()
    return [one for one in authors if any(place in row.places for row in one.get_licenses())]
