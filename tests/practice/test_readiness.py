import pytest
from wagtail.models import Site

from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule


@pytest.fixture
def rules(monkeypatch):
    """No rules but those that the test registers."""
    monkeypatch.setattr(readiness, "_rules", {})


def finding(code, level=Level.WARNING):
    return Finding(code, level, f"The {code} is wrong.")


def test_findings_are_errors_first(site, rules):
    @rule
    def two(site):
        yield finding("a")
        yield finding("b", Level.ERROR)

    @rule
    def one(site):
        yield finding(site.hostname, Level.ERROR)

    assert [one.code for one in readiness.examine(site)] == ["b", "testserver", "a"]


def test_rules_are_asked_up_to_an_effort(site, rules):
    for effort in Effort:

        @rule(effort=effort)
        def some(site, effort=effort):
            yield finding(effort.name)

        some.__qualname__ = effort.name
        readiness._rules[effort.name] = readiness._rules.popitem()[1]

    assert [len(readiness.examine(site, effort)) for effort in Effort] == [1, 2, 3]
    assert len(readiness.examine(site)) == 2


def test_rule_that_is_registered_again_is_asked_once(site, rules):
    def some(site):
        yield finding("a")

    rule(some)
    rule(some)

    assert len(readiness.examine(site)) == 1


def test_sites_are_the_default_one_and_those_of_practices(site):
    configured = Site.objects.create(hostname="configured.example", root_page=site.root_page)
    Site.objects.create(hostname="other.example", root_page=site.root_page)
    PracticeSettings.objects.create(site=configured)

    assert readiness.practice_sites() == [site, configured]
