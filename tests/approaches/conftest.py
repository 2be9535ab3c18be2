from datetime import date

import pytest

from tests.approaches.rows import approach, family
from tests.pages import rows
from tests.pages.rows import concern


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def many(index):
    """Three approaches that differ in everything that one can filter by."""
    grief, panic = concern("Grief"), concern("Panic", kind="clinical")
    talk, body = family("Talking", sort_order=1), family("Body", sort_order=2)
    approach(
        index, "ACT", grief, (panic, "recommended"), family=talk, formats=["individual", "group"],
        delivery=["video"], age_groups=["adults"], structure="structured", offered_here=True,
    )  # fmt: skip
    approach(index, "EFT", grief, family=talk, formats=["couple"], delivery=["in_person", "video"])
    approach(index, "Somatic", (panic, "not_recommended"), family=body)
    approach(index, "Unsorted")
    return index


@pytest.fixture
def three(index):
    grief, panic = concern("Grief"), concern("Panic", kind="clinical")
    talking = family("Talking")
    approach(
        index, "ACT", grief, (panic, "recommended"), family=talking, abbreviation="A",
        sessions_min=8, sessions_max=12, formats=["individual", "group"], frequency="weekly",
        updated_date=date(2026, 11, 2),
    )  # fmt: skip
    approach(index, "EFT", grief, family=talking, frequency="weekly", offered_here=True)
    approach(index, "CBT", (panic, "not_recommended"))
    return index
