"""What people come with, and the families that approaches belong to."""

from wagtail.models import Locale

from example_site.willowmere import ledger
from wagtail_therapy.approaches.models import ApproachFamily, Concern


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


def load_concerns(table: dict, notes: dict, locale: Locale) -> dict[str, Concern]:
    """Return the concerns by slug."""
    return {slug: load_concern(slug, row, notes, locale) for slug, row in table.items()}


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
        locale=locale,
    )
