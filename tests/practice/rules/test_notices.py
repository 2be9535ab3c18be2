from datetime import timedelta

import pytest
from django.utils import timezone

from tests.practice import ready
from wagtail_therapy.practice import readiness

NOTHING = {"crisis_preset": "", "crisis_checked_date": None}


def days_ago(number):
    return timezone.localdate() - timedelta(days=number)


def test_nothing_is_found_at_a_practice_that_is_ready(site):
    ready.practice(site)

    assert readiness.examine(site) == []


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        (NOTHING, ["crisis_missing"]),
        ({"crisis_checked_date": None}, ["crisis_date_missing"]),
        ({"crisis_checked_date": days_ago(184)}, ["crisis_stale"]),
        ({"crisis_checked_date": days_ago(180)}, []),
        (NOTHING | {"crisis_notice": "Call 112."}, ["crisis_date_missing"]),
        ({"disclaimer": "  "}, ["disclaimer_missing"]),
    ],
)
def test_notices_that_are_missing_or_stale_are_found(site, fields, codes):
    ready.practice(site, **fields)

    assert ready.found(site) == codes


def test_findings_lead_to_the_settings(site, editor_client):
    ready.practice(site, disclaimer="")
    [finding] = readiness.examine(site)

    assert "disclaimer" in editor_client.get(finding.url).content.decode()
