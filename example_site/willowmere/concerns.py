"""What people come with, the guidelines on it, and the families that approaches belong to."""

from wagtail.models import Locale

from example_site.willowmere import ledger
from wagtail_therapy.approaches.models import (
    ApproachFamily,
    Concern,
    ConcernGuideline,
    Guideline,
)


def load_families(table: dict, locale: Locale) -> dict[str, ApproachFamily]:
    """Return the families by slug; they are listed in the order of the file."""
    return {
        slug: ledger.find_or_make(
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
    """Return the guidelines by slug; what replaces one comes before it in the file."""
    found: dict[str, Guideline] = {}
    for slug, row in table.items():
        newer = found.get(row.get("superseded_by", ""))
        found[slug] = ledger.find_or_make(
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
    """Let the concern have these guidelines, each with what it puts first."""
    wanted = [(guidelines[slug].pk, "\n".join(first)) for slug, *first in rows]
    there = concern.concern_guidelines.values_list("guideline", "puts_first")
    if list(there) != wanted:
        concern.concern_guidelines = [
            ConcernGuideline(guideline_id=pk, puts_first=first) for pk, first in wanted
        ]
        concern.save()


def load_concern(slug: str, row: dict, notes: dict, locale: Locale) -> Concern:
    return ledger.find_or_make(
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
