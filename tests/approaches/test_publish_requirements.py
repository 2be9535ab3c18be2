"""What keeps an approach from being live, however it is published."""

import pytest
from django.core.exceptions import ValidationError

from tests.pages import rows


@pytest.fixture
def index(site):
    return rows.approaches(site)


def refusal(index, **fields):
    draft = rows.approach(index, live=False, **({"short_definition": "Slow."} | fields))
    with pytest.raises(ValidationError) as error:
        rows.publish(draft)
    draft.refresh_from_db()
    assert draft.live is False
    return getattr(error.value, "message_dict", error.value.messages)


def test_approach_cannot_be_live_without_an_author(index):
    assert refusal(index, authors=[]) == ["An approach can’t be published without an author."]


def test_approach_cannot_be_live_when_a_range_ends_before_it_begins(index):
    assert refusal(index, sessions_min=20, sessions_max=6) == {
        "sessions_max": ["This is less than the number it starts from."]
    }


def test_approach_cannot_be_live_when_it_claims_what_it_does_not_support(index):
    grief = rows.concern("Grief")
    claims = [rows.used_for(grief, "few_studies", outcome="mixed", reference_keys="gone-2019")]
    recommended = [rows.says(grief, guideline=rows.guideline(url=""))]
    fields = {"concerns": claims, "recommendations": recommended, "references": [rows.reference()]}

    assert refusal(index, **fields) == {
        "approach_recommendations": [
            (
                "Grief: Readers can’t look it up. Add its web address under Practice → "
                "Guidelines, or the key of a reference of the kind “Guideline”."
            )
        ],
        "approach_concerns": [
            (
                "Grief: There is no reference with the key “gone-2019” on this page. You can "
                "use “orla-2024”."
            ),
        ],
    }


def test_reference_of_another_page_supports_nothing(index):
    rows.approach(index, "EFT", short_definition="Two.", references=[rows.reference()])
    claims = [rows.used_for(rows.concern(), note="In adults", reference_keys="orla-2024")]

    assert refusal(index, concerns=claims) == {
        "approach_concerns": [
            (
                "Anxiety: There is no reference with the key “orla-2024” on this page. Add it to "
                "the references of this page first."
            )
        ]
    }


def test_approach_cannot_be_live_when_its_text_cites_what_is_not_there(index):
    body = [{"type": "paragraph", "value": "<p>It helps [ref:gone-2019].</p>"}]

    assert refusal(index, body=body) == {
        "body": [
            (
                "1. Paragraph: There is no reference with the key “gone-2019” on this page. "
                "Add it to the references of this page first."
            )
        ]
    }


def test_deleted_concern_does_not_block_publishing(index):
    anxiety = rows.concern()
    page = rows.approach(index, short_definition="Slow.", concerns=[rows.used_for(anxiety)])
    anxiety.delete()
    page.refresh_from_db()

    assert (rows.publish(page).live, page.get_concern_rows()) == (True, [])
