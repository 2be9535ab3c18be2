"""All errors of a page are shown at once, each in its place."""

from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from tests.pages import forms, rows
from wagtail_therapy.content.fields import PROSE_FEATURES

PUBLISH = {"action-publish": "action-publish"}


def add_url(name, parent):
    return f"/admin/pages/add/wagtail_therapy_pages/{name}/{parent.pk}/"


def words():
    return rich_text("<p>It helps [ref:gone-2019].</p>", features=PROSE_FEATURES)


def story():
    """Return a story that lacks consent, and cites what is not there."""
    return {"text": words(), "basis": "real", "has_consent": "", "source": words()}


def test_all_errors_of_a_post_are_shown_at_once(editor_client, site):
    new_post = add_url("blogpostpage", rows.blog(site))
    data = forms.page_form(
        editor_client,
        new_post,
        title="Idea",
        body=forms.body(("paragraph", words()), ("heading", {"text": ""}), ("vignette", story())),
        post_authors=inline_formset([]),
    )

    form = editor_client.post(new_post, data | PUBLISH).context["form"]

    [at_body] = form.errors["body"].as_data()
    found = at_body.as_json_data()["blockErrors"]
    unknown = (
        "There is no reference with the key “gone-2019” on this page. Add it to the references of "
        "this page first."
    )
    assert (
        found[0],
        list(found[1]["blockErrors"]),
        (found[2]["messages"], list(found[2]["blockErrors"])),
        form.formsets["post_authors"].non_form_errors(),
    ) == (
        {"messages": [unknown]},
        ["text"],
        ([unknown], ["has_consent"]),
        ["Choose who wrote this post."],
    )


def faulty_approach(client, address):
    """Return what a form sends with a story, a claim and a reference that each lack something."""
    claim = {"concern": rows.concern().pk, "research": "few_studies", "outcome": "mixed"}
    claim |= {"reference_keys": "gone-2019"}
    return forms.page_form(
        client,
        address,
        title="ACT",
        body=forms.body(("vignette", story())),
        references=streamfield([("reference", {"authors": "Orla", "key": "orla-2024"})]),
        approach_concerns=inline_formset([claim]),
        approach_authors=inline_formset([]),
    )


def test_all_errors_of_an_approach_are_shown_at_once(editor_client, site):
    new = add_url("approachpage", rows.approaches(site))
    data = faulty_approach(editor_client, new)

    form = editor_client.post(new, data | PUBLISH).context["form"]

    unknown = (
        "There is no reference with the key “gone-2019” on this page. You can use “orla-2024”."
    )
    [at_body] = form.errors["body"].as_data()
    [at_references] = form.errors["references"].as_data()
    assert (
        at_body.as_json_data(),
        list(at_references.as_json_data()["blockErrors"]),
        form.formsets["approach_concerns"].errors,
        form.formsets["approach_authors"].non_form_errors(),
        form.errors["short_definition"],
    ) == (
        {
            "blockErrors": {
                0: {
                    "messages": [unknown],
                    "blockErrors": {
                        "has_consent": {
                            "messages": ["A story about a real person needs their written consent."]
                        }
                    },
                }
            }
        },
        [0],
        [{"reference_keys": [unknown]}],
        ["Choose who wrote this page."],
        ["This field is required."],
    )
