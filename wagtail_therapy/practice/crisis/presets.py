"""The crisis lines of each country, from ``presets.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.content.dates import local_dates

from .lines import Audience, CrisisLine, Way, WayKind, map_texts

LIFETIME = timedelta(days=365)
EMERGENCY, ELSEWHERE = "emergency", "elsewhere"
# The practice enters only the number, so we name and translate this line.
OWN_EMERGENCY = "own-emergency"
FIND_A_HELPLINE = "https://findahelpline.com/"


class Country(models.TextChoices):
    # The parts of the United Kingdom have different lines.
    UNITED_STATES = "us", _("United States")
    CANADA = "ca", _("Canada")
    ENGLAND = "england", _("England")
    SCOTLAND = "scotland", _("Scotland")
    WALES = "wales", _("Wales")
    NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")
    IRELAND = "ireland", _("Ireland")
    AUSTRALIA = "australia", _("Australia")
    NEW_ZEALAND = "new_zealand", _("New Zealand")
    GERMANY = "germany", _("Germany")
    EU = "eu", _("Another EU country")


@dataclass(frozen=True)
class Preset:
    lines: tuple[CrisisLine, ...]
    # ISO 3166; "" for more than one country.
    region: str
    # The earliest date on which one of its lines was compared with its source.
    checked_date: date

    @property
    def is_offered(self) -> bool:
        return local_dates.today() - self.checked_date <= LIFETIME


@cache
def preset_of(country: str) -> Preset | None:
    """Return the untranslated lines of a country; None if it has no preset."""
    data = read_data()
    row = data["countries"].get(country)
    return _preset(row, data["lines"]) if row else None


def offered_countries() -> list[str]:
    """Return the countries whose lines we have checked in the last twelve months."""
    found = {country: preset_of(country) for country, _label in Country.choices}
    return [country for country, preset in found.items() if preset and preset.is_offered]


def translated(line: CrisisLine) -> CrisisLine:
    """Return a preset line in the active language. A practice's own lines are not changed."""
    named_by_us = {EMERGENCY, OWN_EMERGENCY, ELSEWHERE}
    is_ours = line.key in named_by_us or line.key in read_data()["lines"]
    # gettext("") returns the header of the catalogue.
    return map_texts(line, lambda text: gettext(text) if text else "") if is_ours else line


@cache
def read_data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("presets.toml").read_text("utf-8"))


def _preset(row: Mapping[str, Any], lines: Mapping[str, Any]) -> Preset:
    region = row["region"]
    chosen = [lines[key] for key in row["lines"]]
    found = [_line(key, lines[key], region) for key in row["lines"]]
    checked = min(one["checked"] for one in [row, *chosen])
    return Preset((_emergency(row), *found, _elsewhere(row)), region, checked)


def _line(key: str, row: Mapping[str, Any], region: str) -> CrisisLine:
    return CrisisLine(
        key=key,
        name=row["name"],
        ways=tuple(Way(**way, region=region) for way in row["ways"]),
        audience=row.get("audience", Audience.EVERYBODY),
        is_always_open=row.get("always_open", False),
        hours=row.get("hours", ""),
        languages=tuple(row.get("languages", ())),
        source=row["source"],
    )


def _emergency(row: Mapping[str, Any]) -> CrisisLine:
    ways = tuple(Way(WayKind.CALL, number) for number in row["emergency"])
    return CrisisLine(
        key=EMERGENCY,
        # The label of the audience, so that it is translated already.
        name="In an emergency",
        ways=ways,
        audience=Audience.EMERGENCY,
        is_always_open=True,
        source=row["source"],
    )


def _elsewhere(row: Mapping[str, Any]) -> CrisisLine:
    ways = (Way(WayKind.WEBSITE, address=FIND_A_HELPLINE),)
    return CrisisLine(ELSEWHERE, row["elsewhere"], ways, Audience.ELSEWHERE, source=FIND_A_HELPLINE)
