"""Compares the regions that a practice serves with the licences of its authors."""

from dataclasses import dataclass
from typing import Any

from wagtail_therapy.authors.models import Author
from wagtail_therapy.practice.notices import Notices

REMOTE = {"video", "phone"}


@dataclass(frozen=True)
class ServedRegion:
    """A region where a practice says that it sees clients, and who is licensed there."""

    name: str
    is_home: bool
    people: list[Author]

    @property
    def is_reachable(self) -> bool:
        """Whether clients there can meet any of these people, in person or by video or phone.

        People who don't say how they meet may meet by video.
        """
        ways = [set(one.delivery) for one in self.people]
        return self.is_home or any(not found or found & REMOTE for found in ways)


def served_regions(practice: Any) -> list[ServedRegion]:
    """Return the regions that the practice serves, with the published authors licensed there."""
    named = Notices(practice).served_regions
    authors = _authors() if named else []
    here = {practice.region.strip().casefold(), practice.country.strip().casefold()}
    # If a practice names only one region, it is there.
    is_only = len(named) == 1
    return [
        ServedRegion(name, is_only or name.casefold() in here, _licensed(authors, name))
        for name in named
    ]


def _authors() -> list[Author]:
    found = Author.objects.filter(live=True, works_here=True).prefetch_related("licenses")
    return list(found.order_by("name", "pk"))


def _licensed(authors: list[Author], name: str) -> list[Author]:
    place = name.casefold()
    return [one for one in authors if any(place in row.places for row in one.get_licenses())]
