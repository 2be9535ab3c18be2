"""Advice to the editor of an approach about what readers would miss."""

import pytest
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, streamfield

from tests.pages import forms, rows
from wagtail_therapy.approaches import content_checks
from wagtail_therapy.pages.models import ApproachPage

RISKS = {"type": "risks_and_limits", "value": {"text": "<p>It may hurt.</p>"}}


def approach(text="", definition="", language="en", **fields):
    locale, _is_new = Locale.objects.get_or_create(language_code=language)
    body = [{"type": "paragraph", "value": f"<p>{text}</p>"}]
    return ApproachPage(
        title="ACT", short_definition=definition, body=body, locale=locale, **fields
    )


def messages(rule, page):
    return [one.message for one in rule(page)]


def test_whole_approach_needs_no_advice(site):
    page = rows.approach(
        rows.approaches(site),
        short_definition="Slow.",
        body=[RISKS],
        authors=[rows.author()],
        concerns=[rows.used_for(rows.concern())],
    )
    rows.review(page, rows.author("Mateo"))

    assert page.get_advice() == []


def test_advice_for_a_bare_approach_follows_the_order_of_the_fields(site):
    page = rows.approach(rows.approaches(site), short_definition="Slow.")

    assert [(one.field, str(one.label)) for one in page.get_advice()] == [
        ("body", "Body"),
        ("approach_concerns", "Concerns"),
        ("approach_authors", "Authors"),
        ("review", "Review"),
    ]


def test_empty_section_on_risks_says_nothing_of_risks(site):
    empty = ApproachPage(title="ACT", locale=Locale.get_default())

    assert messages(content_checks.missing_risks, empty) == [
        "There’s nothing about risks and limits. Every approach has some."
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A proven cure, guaranteed.", ["proven", "cure", "guaranteed"]),
        ("It is the best, and 100% safe.", ["the best", "100%"]),
        ("There is no cure, and nothing is guaranteed.", []),
        ("You do your best.", []),
    ],
)
def test_superlatives_are_named(site, text, words):
    found = messages(content_checks.superlatives, approach(text))

    assert found == [
        f"“{word}” may be read as a promise. Does your profession allow it?" for word in words
    ]


def test_superlative_in_the_definition_is_named(site):
    assert len(messages(content_checks.superlatives, approach(definition="The best therapy."))) == 1


def test_words_of_another_language_are_not_judged(site):
    assert messages(content_checks.superlatives, approach("Cure guaranteed.", language="de")) == []


@pytest.mark.parametrize(("text", "number"), [("Research shows it.", 1), ("It is slow.", 0)])
def test_claim_wants_a_reference(site, text, number):
    assert len(messages(content_checks.claims_without_reference, approach(text))) == number


def test_claim_of_a_page_whose_concerns_cite_something_is_left_alone(site):
    page = approach("Research shows it.")
    page.approach_concerns = [rows.used_for(rows.concern(), reference_keys="orla-2024")]

    assert messages(content_checks.claims_without_reference, page) == []


def test_advice_is_shown_after_publishing(site, editor_client):
    new = f"/admin/pages/add/wagtail_therapy_pages/approachpage/{rows.approaches(site).pk}/"
    data = forms.page_form(
        editor_client,
        new,
        title="ACT",
        short_definition="Slow.",
        body=forms.body(),
        references=streamfield([]),
        approach_authors=forms.authors(rows.writer().pk),
        approach_concerns=inline_formset([]),
    )

    response = editor_client.post(new, data | {"action-publish": "action-publish"}, follow=True)

    assert "There’s nothing about risks and limits." in response.content.decode()
