"""What the editor's form asks of an approach before it is published."""

import pytest
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from tests.approaches.claim_rows import guideline_lines
from tests.pages import forms, rows
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.content.fields import PROSE_FEATURES
from wagtail_therapy.pages.models import ApproachPage

PUBLISH = {"action-publish": "action-publish"}
LIST = "approach_concerns"
RECOMMENDATIONS = "approach_recommendations"
REFERENCE = ("reference", {"title": "What people remember", "key": "orla-2024", "kind": "trial"})
FEW = {"research": "few_studies", "outcome": "mixed"}


@pytest.fixture
def new(site):
    index = rows.approaches(site)
    return f"/admin/pages/add/wagtail_therapy_pages/approachpage/{index.pk}/"


@pytest.fixture
def filled(editor_client, new):
    """Return what a browser would post of an approach that may be published, with changes."""

    def fill(claims=(), references=(), recommendations=(), **fields):
        whole = {
            "title": "ACT",
            "short_definition": "Room for it.",
            "body": forms.body(),
            "references": streamfield(references),
            "approach_authors": forms.authors(rows.writer().pk),
            LIST: inline_formset(claims),
            RECOMMENDATIONS: inline_formset(recommendations),
        }
        return forms.page_form(editor_client, new, **(whole | fields))

    return fill


def claim(research="not_checked", **fields):
    concern = Concern.objects.first() or rows.concern()
    return {"concern": concern.pk, "research": research} | fields


def errors(response, relation=None):
    form = response.context["form"]
    return (form.formsets[relation] if relation else form).errors


def test_whole_approach_is_published_with_all_that_was_entered(editor_client, new, filled):
    supported = claim(**FEW, reference_keys="Orla-2024", note="In adults")
    recommended = {"guideline": rows.guideline().pk, "recommendation": "considers"}
    recommended |= {"concern": supported["concern"]}
    data = filled([supported], [REFERENCE], [recommended], sessions_min="6")
    data.setlist("formats", ["group", "individual"])

    editor_client.post(new, data | PUBLISH)

    page = ApproachPage.objects.get()
    (row,) = page.get_concern_rows()
    assert (page.live, page.sessions_min, page.formats) == (True, 6, ["individual", "group"])
    assert (row.concern.name, row.research, row.get_reference_keys()) == (
        "Anxiety",
        "few_studies",
        ["orla-2024"],
    )
    assert guideline_lines(page.get_claims()[0]) == ["Can be considered: NICE (2022)"]


def test_approach_is_not_published_without_an_author(editor_client, new, filled):
    data = filled(approach_authors=inline_formset([{"author": ""}]))

    response = editor_client.post(new, data | PUBLISH)

    formset = response.context["form"].formsets["approach_authors"]
    assert (formset.non_form_errors(), any(formset.errors), ApproachPage.objects.count()) == (
        ["Choose who wrote this page."],
        False,
        0,
    )


def test_claims_without_sources_have_errors_in_their_rows(editor_client, new, filled):
    """What each combination lacks is in test_sources."""
    unknown = claim(reference_keys="orla-2024, gone-2019")
    recommended = {"concern": unknown["concern"], "guideline": "", "recommendation": "recommends"}
    response = editor_client.post(new, filled([unknown], [REFERENCE], [recommended]) | PUBLISH)

    message = (
        "There is no reference with the key “gone-2019” on this page. You can use “orla-2024”."
    )
    assert (
        errors(response, LIST),
        errors(response, RECOMMENDATIONS),
        ApproachPage.objects.count(),
    ) == (
        [{"reference_keys": [message]}],
        [{"guideline": ["This field is required."]}],
        0,
    )


def test_error_for_a_claim_without_references_says_where_to_add_them(editor_client, new, filled):
    response = editor_client.post(new, filled([claim(**FEW)]) | PUBLISH)

    message = (
        "“A few studies” needs a trial or a review among its references. Add it to the references "
        "of this page first."
    )
    assert errors(response, LIST) == [{"reference_keys": [message]}]


def test_concern_is_named_once(editor_client, new, filled):
    first = claim()
    response = editor_client.post(
        new, filled([first, first | {"no_guideline_found": "on"}]) | PUBLISH
    )

    assert errors(response, LIST)[1]["concern"] == ["This concern is already listed above."]


def test_reference_named_twice_counts_once(editor_client, new, filled):
    twice = claim(**FEW, reference_keys="orla-2024, Orla 2024; orla-2024")

    editor_client.post(new, filled([twice], [REFERENCE]) | PUBLISH)

    assert ApproachPage.objects.get().get_concern_rows()[0].get_reference_keys() == ["orla-2024"]


@pytest.mark.parametrize("name", ["sessions", "session_minutes"])
def test_range_that_ends_before_it_begins_is_not_published(editor_client, new, filled, name):
    data = filled(**{f"{name}_min": "20", f"{name}_max": "6"})

    response = editor_client.post(new, data | PUBLISH)

    assert errors(response) == {f"{name}_max": ["This is less than the number it starts from."]}


def test_text_that_cites_an_unknown_reference_is_not_published(editor_client, new, filled):
    words = rich_text("<p>It helps [ref:gone-2019].</p>", features=PROSE_FEATURES)
    data = filled(body=forms.body(("paragraph", words)), references=[REFERENCE])

    response = editor_client.post(new, data | PUBLISH)

    assert errors(response) == {
        "body": [
            (
                "1. Paragraph: There is no reference with the key “gone-2019” on this page. "
                "You can use “orla-2024”."
            )
        ]
    }


@pytest.mark.parametrize("slug", ["compare", "concerns", "history", "take-along"])
def test_address_that_the_list_uses_itself_is_refused(editor_client, new, filled, slug):
    response = editor_client.post(new, filled(slug=slug))

    assert errors(response) == {
        "slug": ["The list of approaches uses this address itself. Choose another."]
    }


def test_draft_may_claim_anything(editor_client, new, filled):
    data = filled(
        [claim("several_trials"), claim("few_studies", reference_keys="gone-2019")],
        recommendations=[{"concern": "", "guideline": "", "recommendation": "recommends"}],
        short_definition="",
        sessions_min="20",
        sessions_max="6",
        approach_authors=inline_formset([{"author": ""}]),
    )

    response = editor_client.post(new, data)

    page = ApproachPage.objects.get().get_latest_revision_as_object()
    assert (response.status_code, page.live, [row.research for row in page.get_concern_rows()]) == (
        302,
        False,
        ["several_trials", "few_studies"],
    )


def test_live_approach_takes_a_draft_that_lost_its_reference(editor_client, site):
    used = rows.used_for(rows.concern(), **FEW, reference_keys="orla-2024")
    page = rows.approach(
        rows.approaches(site),
        concerns=[used],
        references=[rows.reference(kind="trial")],
        short_definition="Slow.",
    )
    address = f"/admin/pages/{page.pk}/edit/"
    data = forms.page_form(editor_client, address, title="Rewritten", references=streamfield([]))

    drafted = editor_client.post(address, data)
    refused = editor_client.post(address, data | PUBLISH)

    page.refresh_from_db()
    assert (drafted.status_code, page.title, page.get_latest_revision_as_object().title) == (
        302,
        "Somatic therapy",
        "Rewritten",
    )
    assert [*errors(refused, LIST)[0]] == ["reference_keys"]
