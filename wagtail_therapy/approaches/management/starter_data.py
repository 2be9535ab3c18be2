"""Concerns and guidelines that a practice can start from and then edit."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from wagtail_therapy.approaches.models import Concern, ConcernGuideline, Guideline

DATA_FILE = Path(__file__).with_suffix(".toml")
CONCERN_FIELDS = ["name", "kind", "description", "shows_crisis_notice", "offers_exit"]
GUIDELINE_FIELDS = ["body", "number", "title", "year", "url"]


class SeveralGuidelinesError(Exception):
    """Several guidelines have the name in the message, so it isn't clear which one is meant."""


def read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(DATA_FILE.read_text(encoding="utf-8"))


@transaction.atomic
def load(locale: Locale) -> list[Concern]:
    """Add the concerns whose slug the locale doesn't have, and return them.

    Existing concerns are not changed. Guidelines come with the concerns that they cover; one with
    the same body, number and year is reused.

    :raises SeveralGuidelinesError: several guidelines match one. Nothing is added then.
    """
    tables = read()
    taken = set(Concern.objects.filter(locale=locale).values_list("slug", flat=True))
    added = {slug: row for slug, row in tables["concerns"].items() if slug not in taken}
    return [_add(slug, row, tables["guidelines"], locale) for slug, row in added.items()]


def _add(slug: str, row: dict[str, Any], guidelines: dict[str, Any], locale: Locale) -> Concern:
    values = {name: row[name] for name in CONCERN_FIELDS if name in row}
    concern = Concern(slug=slug, locale=locale, **values)
    concern.concern_guidelines = [
        ConcernGuideline(guideline=_guideline(guidelines[key], locale), puts_first="\n".join(first))
        for key, *first in row.get("guidelines", [])
    ]
    concern.save()
    return concern


def _guideline(row: dict[str, Any], locale: Locale) -> Guideline:
    values = {name: row.get(name, "") for name in GUIDELINE_FIELDS}
    known = {name: values.pop(name) for name in ("body", "number", "year")}
    found = list(Guideline.objects.filter(locale=locale, **known)[:2])
    if len(found) > 1:
        raise SeveralGuidelinesError(found[0].name)
    return found[0] if found else Guideline.objects.create(locale=locale, **known, **values)
