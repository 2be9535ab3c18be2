from datetime import timedelta

import pytest

from tests.practice import ready_practice
from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.crisis.presets import preset_of


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


@pytest.mark.parametrize(("days_ago", "codes"), [(183, []), (184, ["crisis_stale"])])
def test_lines_are_checked_every_six_months(site, days_ago, codes):
    ready_practice.check_lines(ready_practice.practice(site), days_ago)

    assert ready_practice.found(site) == codes


def test_line_that_nobody_checked_is_named(site):
    practice = ready_practice.practice(site)
    del practice.confirmed_lines["us-988"], practice.confirmed_lines["emergency"]
    practice.save()
    [finding] = readiness.examine(site)

    assert (finding.code, finding.url) == (
        "crisis_unchecked",
        f"/admin/therapy/crisis-lines/{site.pk}/",
    )
    assert finding.message == (
        "You haven’t checked these crisis lines yet: In an emergency and 988 Suicide & Crisis "
        "Lifeline."
    )


def test_lines_of_a_country_that_we_have_not_checked_for_a_year_are_told(site, time_machine):
    practice = ready_practice.practice(site)
    time_machine.move_to(preset_of("us").checked_date + timedelta(days=366), tick=False)
    ready_practice.check_lines(practice, 0)

    assert "crisis_preset_old" in ready_practice.found(site)


def test_findings_lead_to_the_settings(site, editor_client):
    ready_practice.practice(site, disclaimer="")
    [finding] = readiness.examine(site)

    assert "disclaimer" in editor_client.get(finding.url).content.decode()
