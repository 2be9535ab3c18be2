"""The crisis lines of a country, from ``presets.toml``."""

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

from wagtail_therapy.content import local_dates

from .lines import Audience, Line, Way, WayKind, with_texts

LIFETIME = timedelta(days=365)
EMERGENCY, ELSEWHERE = "emergency", "elsewhere"
# The practice writes its number only, so its name is ours.
OWN_EMERGENCY = "own-emergency"
FIND_A_HELPLINE = "https://findahelpline.com/"


class Country(models.TextChoices):
    # The parts of the United Kingdom have lines of their own.
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
    lines: tuple[Line, ...]
    # ISO 3166; "" for more than one country.
    region: str
    # The oldest day on which a line of it was compared with its source.
    checked_date: date

    @property
    def is_offered(self) -> bool:
        return local_dates.today() - self.checked_date <= LIFETIME


@cache
def preset_of(country: str) -> Preset | None:
    """Return the lines of a country, without translation; None for a country without a preset."""
    data = read_data()
    told = data["countries"].get(country)
    return _preset(told, data["lines"]) if told else None


def offered_countries() -> list[str]:
    """Return the countries whose lines we have checked in the last twelve months."""
    found = {country: preset_of(country) for country, _label in Country.choices}
    return [country for country, preset in found.items() if preset and preset.is_offered]


def translated(line: Line) -> Line:
    """Return a line of ours in the active language, and one that a practice wrote as it is."""
    named_by_us = {EMERGENCY, OWN_EMERGENCY, ELSEWHERE}
    is_ours = line.key in named_by_us or line.key in read_data()["lines"]
    # gettext("") gives the head of the catalogue.
    return with_texts(line, lambda text: gettext(text) if text else "") if is_ours else line


@cache
def read_data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("presets.toml").read_text("utf-8"))


def _preset(told: Mapping[str, Any], lines: Mapping[str, Any]) -> Preset:
    region = told["region"]
    chosen = [lines[key] for key in told["lines"]]
    found = [_line(key, lines[key], region) for key in told["lines"]]
    checked = min(one["checked"] for one in [told, *chosen])
    return Preset((_emergency(told), *found, _elsewhere(told)), region, checked)


def _line(key: str, told: Mapping[str, Any], region: str) -> Line:
    return Line(
        key=key,
        name=told["name"],
        ways=tuple(Way(**way, region=region) for way in told["ways"]),
        audience=told.get("audience", Audience.EVERYBODY),
        is_always_open=told.get("always_open", False),
        hours=told.get("hours", ""),
        languages=tuple(told.get("languages", ())),
        source=told["source"],
    )


def _emergency(told: Mapping[str, Any]) -> Line:
    ways = tuple(Way(WayKind.CALL, number) for number in told["emergency"])
    return Line(
        key=EMERGENCY,
        # As the audience is called, so translators have it.
        name="In an emergency",
        ways=ways,
        audience=Audience.EMERGENCY,
        is_always_open=True,
        source=told["source"],
    )


def _elsewhere(told: Mapping[str, Any]) -> Line:
    ways = (Way(WayKind.WEBSITE, address=FIND_A_HELPLINE),)
    return Line(ELSEWHERE, told["elsewhere"], ways, Audience.ELSEWHERE, source=FIND_A_HELPLINE)
