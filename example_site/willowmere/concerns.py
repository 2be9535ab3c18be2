"""Loads the concerns, the guidelines on them, and the families of approaches."""

from wagtail.models import Locale

from example_site.willowmere import demo_objects
from wagtail_therapy.approaches.models import (
    ApproachFamily,
    Concern,
    ConcernGuideline,
    Guideline,
)


def load_families(table: dict, locale: Locale) -> dict[str, ApproachFamily]:
    """Return the families by slug, in the order of the file."""
    return {
        slug: demo_objects.find_or_make(
            f"family:{slug}",
            ApproachFamily.objects.create,
            slug=slug,
            name=name,
            description=description,
            sort_order=number,
            locale=locale,
        )
        for number, (slug, (name, description)) in enumerate(table.items())
    }


def load_guidelines(table: dict, locale: Locale) -> dict[str, Guideline]:
    """Return the guidelines by slug. In the file, a successor comes before what it replaces."""
    found: dict[str, Guideline] = {}
    for slug, row in table.items():
        newer = found.get(row.get("superseded_by", ""))
        found[slug] = demo_objects.find_or_make(
            f"guideline:{slug}",
            Guideline.objects.create,
            **{name: row.get(name, "") for name in ("body", "number", "title", "url")},
            year=row["year"],
            superseded_by=newer,
            status="superseded" if newer else "current",
            checked_date=row.get("checked_date"),
            locale=locale,
        )
    return found


def load_concerns(table: dict, notes: dict, guidelines: dict, locale: Locale) -> dict[str, Concern]:
    """Return the concerns by slug."""
    found = {slug: load_concern(slug, row, notes, locale) for slug, row in table.items()}
    for slug, concern in found.items():
        set_guidelines(concern, table[slug].get("guidelines", []), guidelines)
    return found


def set_guidelines(concern: Concern, rows: list, guidelines: dict) -> None:
    """Set the guidelines of the concern, each with its first choices."""
    wanted = [(guidelines[slug].pk, "\n".join(first)) for slug, *first in rows]
    existing = concern.concern_guidelines.values_list("guideline", "puts_first")
    if list(existing) != wanted:
        concern.concern_guidelines = [
            ConcernGuideline(guideline_id=pk, puts_first=first) for pk, first in wanted
        ]
        concern.save()


def load_concern(slug: str, row: dict, notes: dict, locale: Locale) -> Concern:
    return demo_objects.find_or_make(
        f"concern:{slug}",
        Concern.objects.create,
        slug=slug,
        name=row["name"],
        kind=row["kind"],
        description=row["description"],
        content_note=notes.get(row.get("content_note")),
        shows_crisis_notice=row.get("shows_crisis_notice", False),
        offers_exit=row.get("offers_exit", False),
        no_guideline_found=row.get("no_guideline_found", False),
        locale=locale,
    )
