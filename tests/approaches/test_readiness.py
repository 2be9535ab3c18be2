from tests.pages import rows
from tests.practice import ready
from wagtail_therapy.pages.models import ApproachConcern


def approach(site, **fields):
    index = rows.approaches(site)
    return rows.approach(index, short_definition="Slow.", **fields)


def paragraph(text):
    return [{"type": "paragraph", "value": f"<p>{text}</p>"}]


def found(site):
    return [code for code in ready.found(site) if code != "never_reviewed"]


def test_claims_without_reference_and_promises_are_found(site):
    ready.practice(site)
    approach(site, body=paragraph("Studies show that it cures."))

    assert found(site) == ["claim", "superlative"]


def test_strength_without_its_support_is_found(site):
    ready.practice(site)
    page = approach(site)
    # As an import could leave it: the form would not.
    ApproachConcern.objects.create(page=page, concern=rows.concern(), strength="supported")

    assert found(site) == ["strength"]


def test_approach_that_claims_nothing_is_in_order(site):
    ready.practice(site)
    approach(site, body=paragraph("We sit and talk."))

    assert found(site) == []
