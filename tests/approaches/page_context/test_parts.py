"""What readers see of an approach."""

import pytest

from tests.approaches.page_text import text
from tests.pages import forms, rows
from wagtail_therapy.content.text.headings import MIN_WORDS
from wagtail_therapy.pages.models import ApproachPage

WORDS = "<p>It helps some [ref:orla-2024].</p>"


def test_facts_are_those_that_are_stated(shown):
    html = shown(sessions_min=6, sessions_max=12, formats=["individual"], frequency="weekly")

    box = html.find(class_="therapy-facts-box")
    facts = [(text(row.dt), text(row.dd)) for row in box.select("dl > div")]
    assert facts == [
        ("How many sessions", "6 to 12 sessions"),
        ("Who takes part", "Individual"),
        ("How often", "Once a week"),
    ]
    assert text(box.find(class_="therapy-not-stated")).startswith("Not stated: Past or present?;")


def test_approach_that_states_no_facts_has_no_box(shown):
    assert shown().find(class_="therapy-facts-box") is None


def test_heading_takes_the_place_of_the_title(shown):
    html = shown(
        heading="What is ACT?",
        abbreviation="ACT",
        also_known_as="contextual therapy",
        not_to_be_confused_with="<p>Acting.</p>",
    )

    assert [text(one) for one in html.select("h1, .therapy-other-names")] == [
        "What is ACT?",
        "Often called ACT. Also known as contextual therapy.",
        "Not to be confused with: Acting.",
    ]


@pytest.fixture
def two_claims(shown):
    """Return the page of an approach used for grief, which was studied, and for anxiety."""
    anxiety, grief = rows.concern(), rows.concern("Grief")
    studied = rows.used_for(
        grief,
        "few_studies",
        outcome="no_better",
        compared_with="a choir",
        certainty="low",
        reference_keys="orla-2024",
        note="In adults",
    )
    return shown(
        concerns=[studied, rows.used_for(anxiety)],
        recommendations=[rows.says(anxiety, "considers", rows.guideline(), population="Adults")],
        references=[rows.reference(kind="trial")],
    )


def test_claims_answer_two_questions_with_what_supports_them(two_claims):
    found = [
        (text(one.h3), [text(row) for row in one.select(".therapy-evidence > div")])
        for one in two_claims.select(".therapy-claim")
    ]
    no_better = "A few studies: no better than what it was compared with"
    assert found == [
        (
            "Anxiety",
            [
                "Guidelines Can be considered: NICE (2022)",
                "Research Not checked yet",
                "NICE (2022) Talking to people For: Adults",
            ],
        ),
        (
            "Grief",
            [
                "Guidelines Not checked yet",
                f"Research {no_better} \u2060 [1] reference 1",
                "Compared with a choir",
                "How sure that is low",
                "Note In adults",
            ],
        ),
    ]


def test_claims_unfold_and_lead_to_concerns_and_sources(two_claims):
    assert [text(one.summary) for one in two_claims.select(".therapy-claim-details")] == [
        "More about this : Anxiety",
        "More about this : Grief",
    ]
    assert [link["href"] for link in two_claims.select(".therapy-claims a")] == [
        "/approaches/concerns/anxiety/",
        "https://nice.example/2022/",
        "/approaches/concerns/grief/",
        "#ref-orla-2024",
        f"/approaches/history/#therapy-history-{ApproachPage.objects.get().pk}",
    ]


def test_reference_leads_back_to_text_and_claim(shown):
    claims = [rows.used_for(rows.concern(), reference_keys="orla-2024")]
    body = [{"type": "evidence", "value": {"summary": WORDS}}]
    html = shown(concerns=claims, body=body, references=[rows.reference()])

    back = [link["href"] for link in html.select(".therapy-cite-back")]
    assert back == ["#cite-orla-2024-1", "#cite-orla-2024-2"]
    assert all(html.find(id=address[1:]) for address in back)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, None),
        (
            {"offered_here": True},
            "We offer this therapy ourselves, so read our view of it with that in mind.",
        ),
        ({"offered_here": True, "disclosure": "We sell it."}, "We sell it."),
        ({"disclosure": "We sell it."}, None),
    ],
)
def test_disclosure_is_shown_in_the_evidence_section(shown, fields, sentence):
    body = [{"type": "evidence", "value": {"summary": "<p>Words.</p>"}}]
    html = shown(body=body, **fields)

    section = html.find("section", attrs={"aria-labelledby": "s-evidence"})
    found = section.find(class_="therapy-disclosure")
    assert text(found) == (sentence and f"Our interest: {sentence}")


def test_disclosure_is_shown_once_at_the_first_evidence_section(shown):
    claims = [rows.used_for(rows.concern())]
    body = [{"type": "evidence", "value": {"summary": "<p>Words.</p>"}}]
    html = shown(concerns=claims, body=body, offered_here=True)

    sections = [one.find_parent("section") for one in html.select(".therapy-disclosure")]
    assert [one["aria-labelledby"] for one in sections] == ["therapy-claims"]


def test_what_it_is_used_for_follows_the_facts_and_is_first_in_the_contents(shown):
    names = ["evidence", "risks_and_limits", "if_it_does_not_help"]
    long = "<p>" + "word " * MIN_WORDS + "</p>"
    values = [{"summary": long}, {"text": long}, {"text": long}]
    body = [{"type": name, "value": value} for name, value in zip(names, values, strict=True)]
    html = shown(concerns=[rows.used_for(rows.concern())], body=body, frequency="weekly")

    parts = ".therapy-facts-box, .therapy-contents, .therapy-claims, .therapy-body"
    assert [one["class"][0] for one in html.select(parts)] == [
        "therapy-facts-box",
        "therapy-contents",
        "therapy-claims",
        "therapy-body",
    ]
    first, *others = html.select(".therapy-contents a")
    assert (text(first), first["href"]) == ("What it may help with", "#therapy-claims")
    assert text(html.find(id="therapy-claims")) == text(first)
    assert [link["href"] for link in others] == [f"#s-{one.replace('_', '-')}" for one in names]


def test_short_page_has_no_contents_though_it_is_used_for_something(shown):
    assert shown(concerns=[rows.used_for(rows.concern())]).find(class_="therapy-contents") is None


def test_offer_is_shown_in_a_box(shown):
    assert text(shown(offered_here=True).find(class_="therapy-offer")) == (
        "At this practice We offer this approach."
    )


def test_change_note_is_shown_beside_the_date(shown):
    html = shown(updated_date="2026-03-04", change_note="Two new studies.")

    assert "Two new studies." in text(html.find(class_="therapy-meta"))


def test_author_is_named_above_and_presented_below(shown, site):
    html = shown(authors=[rows.author("Orla", short_bio="I listen.")])

    assert text(html.find(class_="therapy-byline")) == "By Orla"
    assert "I listen." in text(html.find(class_="therapy-post-authors"))


def test_crisis_notice_is_asked_for_by_a_concern(index):
    calm, danger = rows.concern(), rows.concern("Self-harm", shows_crisis_notice=True)
    pages = [
        rows.approach(index, one.name, short_definition="x", concerns=[rows.used_for(one)])
        for one in (calm, danger)
    ]

    assert [page.get_required_notices() for page in pages] == [set(), {"crisis_notice"}]


def test_starting_sections_are_not_on_the_page(shown):
    html = shown()

    assert text(html.find(class_="therapy-body")) == ""
    assert ApproachPage.objects.get().body[0].block_type == "key_points"


def test_page_outlives_what_it_names(index, client):
    gone = rows.concern()
    page = rows.approach(index, "ACT", short_definition="x", concerns=[rows.used_for(gone)])
    gone.delete()

    assert client.get(page.url).status_code == 200


def test_preview_of_an_empty_approach_is_shown(editor_client, index):
    new = f"/admin/pages/add/wagtail_therapy_pages/approachpage/{index.pk}/"
    data = forms.page_form(editor_client, new, title="", body=forms.body())
    editor_client.post(f"{new}preview/", data)

    response = editor_client.get(f"{new}preview/")

    assert (response.status_code, "therapy-approach" in response.content.decode()) == (200, True)
