import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.approaches import readiness as rules
from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.pages.models import ApproachConcern
from wagtail_therapy.practice import readiness

# Of a page of today, and of concerns without a guideline: see the last tests.
LEFT_OUT = {"never_reviewed", "concern_guideline"}


def approach(site, **fields):
    index = rows.approaches(site)
    return rows.approach(index, short_definition="Slow.", **fields)


def paragraph(text):
    return [{"type": "paragraph", "value": f"<p>{text}</p>"}]


def found(site):
    return [code for code in ready_practice.found(site) if code not in LEFT_OUT]


def test_claims_without_reference_and_promises_are_found(site):
    ready_practice.practice(site)
    approach(site, body=paragraph("Studies show that it cures."))

    assert found(site) == ["claim", "superlative"]


def test_claim_without_its_sources_is_found(site):
    ready_practice.practice(site)
    page = approach(site)
    # As an import could leave it: the form would not.
    ApproachConcern.objects.create(page=page, concern=rows.concern(), research="several_trials")

    assert found(site) == ["evidence", "evidence"]


def test_approach_that_claims_nothing_is_in_order(site):
    ready_practice.practice(site)
    approach(site, body=paragraph("We sit and talk."))

    assert found(site) == []


def test_concern_without_a_guideline_is_found_until_someone_has_looked(site):
    ready_practice.practice(site)
    grief = rows.concern("Grief")
    approach(site, concerns=[rows.used_for(grief)])

    assert "concern_guideline" in ready_practice.found(site)
    grief.no_guideline_found = True
    grief.save()
    assert "concern_guideline" not in ready_practice.found(site)


def test_readers_in_danger_are_led_on_where_everyone_is_full(site):
    ready_practice.practice(site)
    harm = rows.concern("Self-harm", shows_crisis_notice=True, no_guideline_found=True)
    orla = rows.author("Orla", accepting_clients="no")
    page = approach(site, concerns=[rows.used_for(harm)], live=False)
    page.offered_by = [orla]
    rows.publish(page)
    index = page.get_parent().specific

    def dead_ends():
        return ready_practice.found(site).count("concern_dead_end")

    before = dead_ends()
    index.way_on = "<p>Ask your doctor.</p>"
    rows.publish(index)
    led_on = dead_ends()
    index.way_on = "<p></p>"
    rows.publish(index)
    orla.accepting_clients = "yes"
    orla.save()

    assert (before, led_on, dead_ends()) == (1, 0, 0)


def test_page_of_a_concern_with_a_quick_exit_shows_a_line_for_abuse(site):
    ready_practice.practice(site, crisis_preset="eu")
    harm = rows.concern("Abuse at home", offers_exit=True, no_guideline_found=True)
    # It is about the concern, but its own page has no exit.
    approach(site, concerns=[rows.used_for(harm)], exit_button="never")

    [found] = [one for one in readiness.examine(site) if one.code == "abuse_line"]
    assert found.message.startswith("The page of “Abuse at home” offers a quick exit but")


@pytest.mark.parametrize("fields", [{"crisis_preset": "us"}, {"exit_url": ""}])
def test_page_of_a_concern_with_a_line_for_abuse_or_no_exit_is_in_order(site, fields):
    ready_practice.practice(site, **{"crisis_preset": "eu"} | fields)
    harm = rows.concern("Abuse at home", offers_exit=True, no_guideline_found=True)
    approach(site, concerns=[rows.used_for(harm)], exit_button="never")

    assert found(site) == []


@pytest.mark.parametrize(("rule", "number"), [(rules.concerns, 2), (rules.abuse_lines, 1)])
def test_more_concerns_cost_no_more_queries(site, rule, number, django_assert_num_queries):
    ready_practice.practice(site, crisis_preset="eu")
    index = rows.approaches(site)
    care = {"shows_crisis_notice": True, "offers_exit": True}

    def add(name):
        concern = rows.concern(name, **care)
        author = rows.author(f"Dr {name}", accepting_clients="no")
        page = rows.approach(
            index, name, short_definition="Slow.", concerns=[rows.used_for(concern)]
        )
        page.offered_by = [author]
        rows.publish(page)

    add("Self-harm")
    list(rule(site))
    with CaptureQueriesContext(connection) as one:
        assert len(list(rule(site))) == number
    for name in ("Grief", "Abuse", "Panic"):
        add(name)
    with django_assert_num_queries(len(one)):
        assert len(list(rule(site))) == 4 * number


def test_guidelines_that_no_one_has_checked_are_named_in_one_finding(site):
    ready_practice.practice(site)
    rows.guideline("NICE")
    rows.guideline("APA", status="withdrawn")
    rows.guideline("VA", checked_date=local_dates.today())

    assert ready_practice.found(site) == ["guideline_unchecked"]
