import pytest

from tests.practice import ready_practice
from wagtail_therapy.practice import readiness


def test_nothing_is_found_at_a_practice_that_is_ready(site):
    ready_practice.practice(site)

    assert readiness.examine(site) == []


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"crisis_preset": ""}, ["crisis_missing"]),
        ({"crisis_preset": "", "crisis_notice": "Call 112."}, ["crisis_missing"]),
        ({"crisis_preset": "", "emergency_number": "112"}, []),
        ({"disclaimer": "  "}, ["disclaimer_missing"]),
    ],
)
def test_notices_that_are_missing_or_stale_are_found(site, fields, codes):
    ready_practice.practice(site, **fields)

    assert ready_practice.found(site) == codes


def test_findings_lead_to_the_settings(site, editor_client):
    ready_practice.practice(site, disclaimer="")
    [finding] = readiness.examine(site)

    assert "disclaimer" in editor_client.get(finding.url).content.decode()
