from datetime import timedelta

import pytest

from tests.practice import ready_practice
from tests.practice.rows import call, crisis_line
from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.crisis import source_lookup
from wagtail_therapy.practice.crisis.presets import preset_of
from wagtail_therapy.practice.readiness import Effort

HERE, GONE = "https://here.example/", "https://gone.example/"


@pytest.mark.parametrize(("days_ago", "codes"), [(183, []), (184, ["crisis_stale"])])
def test_lines_are_checked_every_six_months(site, days_ago, codes):
    ready_practice.check_lines(ready_practice.practice(site), days_ago)

    assert ready_practice.found(site) == codes


def test_unchecked_crisis_line_is_named(site):
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


def test_preset_lines_unchecked_for_a_year_are_reported(site, time_machine):
    practice = ready_practice.practice(site)
    time_machine.move_to(preset_of("us").checked_date + timedelta(days=366), tick=False)
    ready_practice.check_lines(practice, 0)

    assert "crisis_preset_old" in ready_practice.found(site)


@pytest.fixture
def asked(monkeypatch):
    """The web, which has one page; what it is asked for."""
    found = []

    def page_text(url):
        found.append(url)
        return "Call 116 123" if url == HERE else None

    monkeypatch.setattr(source_lookup, "page_text", page_text)
    return found


@pytest.fixture
def practice(site):
    return ready_practice.practice(
        site,
        crisis_preset="",
        crisis_lines=[
            crisis_line("Here", call("116 123"), source=HERE),
            crisis_line("Wrong", call("116 124"), source=HERE),
            crisis_line("Gone", call("116 123"), source=GONE),
        ],
    )


def test_each_line_is_looked_up_only_when_the_network_is_asked(practice, site, asked):
    assert [code for code in ready_practice.found(site) if "source" in code] == []
    assert asked == []
    found = [code for code in ready_practice.found(site, Effort.NETWORK) if "source" in code]

    assert (sorted(found), asked) == (
        ["crisis_source_found", "crisis_source_missing", "crisis_source_unreachable"],
        [HERE, GONE],
    )
