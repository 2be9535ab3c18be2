"""How many readers there were at the end of each month: bars drawn on the server, and a table."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from wagtail.models import Site

from ..readers import monthly_numbers
from ..readers.monthly_numbers import FEWEST, Month

# Two years. The numbers of a longer time are in the export.
SHOWN = 24
WIDTH, HEIGHT, GAP = 720, 160, 4
# For a list so long that counting takes a second.
LONG, SECONDS = 10_000, 3600


@dataclass(frozen=True)
class Bar:
    """A rectangle in the drawing, in its own units."""

    first: date
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    months: list[Month]
    bars: list[Bar]
    # The number that the top of the drawing means.
    top: int
    width: int = WIDTH
    height: int = HEIGHT


def of(sites: list[Site]) -> Chart | None:
    """Return the chart of these sites together; None if they never had enough readers for one."""
    months = _months(sites)[-SHOWN:]
    most = max((month.subscribed for month in months), default=0)
    return Chart(months, _bars(months, most), most) if most >= FEWEST else None


def _months(sites: list[Site]) -> list[Month]:
    """Return the months; of a long list, as they were within the last hour."""
    key = "wagtail_therapy.readers.months." + "-".join(str(site.pk) for site in sites)
    months: list[Month] | None = cache.get(key)
    if months is None:
        months = monthly_numbers.of(sites)
        if any(month.subscribed > LONG for month in months):
            cache.set(key, months, SECONDS)
    return months


def _bars(months: list[Month], most: int) -> list[Bar]:
    step = WIDTH / len(months)
    return [_bar(number, month, step, most) for number, month in enumerate(months)]


def _bar(number: int, month: Month, step: float, most: int) -> Bar:
    height = HEIGHT * max(month.subscribed, 0) / most
    width = round(step - GAP, 1)
    return Bar(
        month.first, round(number * step, 1), round(HEIGHT - height, 1), width, round(height, 1)
    )
