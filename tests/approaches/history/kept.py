"""Claims as a history keeps them, and a history as tests read it."""

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


def kept(*guidelines, **fields):
    """Return what was said of a concern: nothing was checked unless something else is given."""
    return NOTHING | fields | {"guidelines": [NICE | one for one in guidelines]}


def changes(page):
    """Return name, kind and reason of each change of a page, the oldest first."""
    found = ClaimChange.objects.filter(page=page.pk).order_by("pk")
    return list(found.values_list("concern_name", "kind", "note"))
