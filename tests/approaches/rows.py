"""Approaches with facts and concerns that several tests start from."""

from tests.pages import rows
from wagtail_therapy.approaches.models import ApproachFamily, Concern
from wagtail_therapy.pages.models import ApproachConcern


def concern(name="Grief", **fields):
    return Concern.objects.create(name=name, **fields)


def family(name="Humanistic", **fields):
    return ApproachFamily.objects.create(name=name, **fields)


def approach(index, title, *concerns, **facts):
    """Add an approach used for these concerns; a pair adds the strength, else it is "some"."""
    rows_of = [one if isinstance(one, tuple) else (one, "some") for one in concerns]
    page = rows.approach(
        index, title, live=False, **{"short_definition": f"About {title}."} | facts
    )
    page.approach_concerns = [
        ApproachConcern(concern=concern, strength=strength, **_guideline(strength))
        for concern, strength in rows_of
    ]
    page.save()
    page.live = True
    page.save(update_fields=["live"])
    return page


def _guideline(strength):
    return {"guideline_name": "A guideline, 2024"} if strength == "recommended" else {}
