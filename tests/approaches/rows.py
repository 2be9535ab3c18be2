"""Approaches with facts and concerns that several tests start from."""

from tests.pages import rows
from wagtail_therapy.approaches.models import ApproachFamily

GUIDELINE = {"guideline_name": "A guideline, 2024"}


def family(name="Humanistic", **fields):
    return ApproachFamily.objects.create(name=name, **fields)


def approach(index, title, *concerns, **facts):
    """Add an approach used for these concerns; one may come with its strength, in a pair."""
    pairs = [one if isinstance(one, tuple) else (one, "little") for one in concerns]
    named = [
        rows.used_for(concern, strength, **(GUIDELINE if strength == "recommended" else {}))
        for concern, strength in pairs
    ]
    facts = {"short_definition": f"About {title}."} | facts
    return rows.approach(index, title, concerns=named, **facts)
