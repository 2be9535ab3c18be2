"""Snapshots of claims, and the changes that a history has."""

from wagtail_therapy.approaches.models import ClaimChange

NOTHING = {
    "no_guideline_found": False,
    "research": "not_checked",
    "outcome": "",
    "compared_with": "",
    "certainty": "",
    "note": "",
    "guidelines": [],
}
NICE = {
    "key": "1",
    "name": "NICE (2022)",
    "status": "current",
    "replaced_by": "",
    "recommendation": "recommends",
    "population": "",
}


def snapshot(*guidelines, **fields):
    """Return the snapshot of a claim. By default nothing was checked."""
    return NOTHING | fields | {"guidelines": [NICE | one for one in guidelines]}


def changes(page):
    """Return the name, kind and reason of each change of a page, oldest first."""
    found = ClaimChange.objects.filter(page=page.pk).order_by("pk")
    return list(found.values_list("concern_name", "kind", "note"))
