from tests.practice import ready_practice
from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.ai_addons import Addon
from wagtail_therapy.practice.readiness_rules import ai_addons

MESSAGE = (
    "Wagtail AI sends what you write to OpenAI when you use it, drafts included. Don’t use it on "
    "texts about clients, and name the company in your privacy notice. If you don’t need it, ask "
    "the person who runs your website to remove it."
)


def test_ai_add_on_is_reported_with_the_recipient_of_drafts(site, monkeypatch):
    ready_practice.practice(site)
    monkeypatch.setattr(ai_addons, "installed_addons", lambda: [Addon("Wagtail AI", ("OpenAI",))])

    [finding] = [one for one in readiness.examine(site) if one.code == "ai_addon"]

    assert (finding.level, finding.message) == ("warning", MESSAGE)


def test_without_add_ons_that_is_in_order(site):
    result = readiness.results([site])[site]

    assert "No add-on sends your drafts to another company." in result.passed
