"""What claims more than it supports stays a draft, whichever door it is published by."""

import contextlib
from datetime import timedelta

import pytest
import wagtail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, streamfield

from tests.approaches.history.claim_changes import changes
from tests.pages import forms, rows
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.pages.models import ApproachPage

HAS_V3 = pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="Wagtail 8.0 brought it")
# What could be published before: damnation without a source, a recommendation without a source that
# readers can look up, several trials in one book, and a note without anything.
LIES = {
    "damned": {"recommended": {"recommendation": "advises_against"}, "note": "Dangerous."},
    "trusted": {"recommended": {"recommendation": "recommends"}, "guideline": "Trust us"},
    "one book": {"research": "several_trials", "outcome": "mixed", "reference_keys": "orla-2024"},
    "noted": {"note": "Dangerous. Come to us instead."},
}


def parts(title):
    """Return the rows of a lie, with a guideline that has no address or none at all."""
    fields = dict(LIES.get(title, {}))
    recommended, body = fields.pop("recommended", None), fields.pop("guideline", "")
    concern = Concern.objects.first() or rows.concern()
    guideline = rows.guideline(body, url="") if body else None
    return concern, fields, recommended, guideline


def draft(index, title):
    concern, fields, recommended, guideline = parts(title)
    page = rows.approach(
        index,
        title,
        live=False,
        short_definition="Slow.",
        concerns=[rows.used_for(concern, **fields)],
        references=[rows.reference(kind="book")],
    )
    if recommended:
        page.approach_recommendations.create(concern=concern, guideline=guideline, **recommended)
    page.save_revision()
    return page


def by_form(client, editor, index, titles):
    new = f"/admin/pages/add/wagtail_therapy_pages/approachpage/{index.pk}/"
    for title in titles:
        concern, fields, recommended, guideline = parts(title)
        claim = {"concern": concern.pk, "research": "not_checked"} | fields
        source = {"concern": concern.pk, "guideline": guideline.pk if guideline else ""}
        data = forms.page_form(
            client,
            new,
            title=title,
            short_definition="Slow.",
            body=forms.body(),
            references=streamfield(
                [("reference", {"title": "A book", "key": "orla-2024", "kind": "book"})]
            ),
            approach_concerns=inline_formset([claim]),
            approach_recommendations=inline_formset([source | recommended] if recommended else []),
            approach_authors=forms.authors(rows.writer().pk),
        )
        client.post(new, data | {"action-publish": "action-publish"})


def by_bulk(client, editor, index, titles):
    ids = "&".join(f"id={draft(index, title).pk}" for title in titles)
    client.post(f"/admin/bulk/wagtailcore/page/publish/?{ids}&next=/admin/")


def by_workflow(client, editor, index, titles):
    workflow = Workflow.objects.create(name="Four eyes")
    task = GroupApprovalTask.objects.create(name="A look")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    for title in titles:
        page = draft(index, title)
        state = workflow.start(page, editor).current_task_state
        state.approve(user=editor)


def by_schedule(client, editor, index, titles):
    for title in titles:
        page = draft(index, title)
        page.go_live_at = timezone.now() - timedelta(hours=1)
        revision = page.save_revision()
        revision.approved_go_live_at = page.go_live_at
        revision.save()
    call_command("publish_scheduled")


def by_import(client, editor, index, titles):
    for title in titles:
        page = draft(index, title)
        page.live = True
        with contextlib.suppress(ValidationError):
            page.save()


def by_api(client, editor, index, titles):
    from wagtail.models import APIToken

    _row, token = APIToken.create_token(user=editor, name="CMS")
    for title in titles:
        with contextlib.suppress(ValidationError):
            client.post(
                f"/api/v3/pages/{draft(index, title).pk}/actions/publish/",
                headers={"Authorization": f"Bearer {token}"},
            )


DOORS = [by_form, by_bulk, by_workflow, by_schedule, by_import, pytest.param(by_api, marks=HAS_V3)]


@pytest.mark.parametrize("publish", DOORS)
def test_no_door_lets_a_lie_through(site, editor, editor_client, settings, publish):
    settings.ROOT_URLCONF = "tests.api_and_admin_urls"
    index = rows.approaches(site)

    publish(editor_client, editor, index, [*LIES, "honest"])

    assert [page.title for page in ApproachPage.objects.filter(live=True)] == ["honest"]


@pytest.mark.parametrize("publish", DOORS)
def test_each_door_writes_the_history(site, editor, editor_client, settings, publish):
    settings.ROOT_URLCONF = "tests.api_and_admin_urls"
    index = rows.approaches(site)

    publish(editor_client, editor, index, ["honest"])

    assert changes(ApproachPage.objects.get()) == [("Anxiety", "first", "")]


def test_each_unsupported_claim_has_an_error_that_says_what_to_add(site):
    index = rows.approaches(site)
    messages = {}
    for title in LIES:
        with pytest.raises(ValidationError) as error:
            draft(index, title).check_publishable()
        messages[title] = error.value.messages

    assert messages == {
        "damned": [
            "Anxiety: Say where that comes from. You can use “orla-2024”.",
            "Anxiety: Choose the guideline that says so.",
        ],
        "trusted": [
            (
                "Anxiety: Readers can’t look it up. Add its web address under Practice → "
                "Guidelines, or the key of a reference of the kind “Guideline”."
            )
        ],
        "one book": [
            (
                "Anxiety: “Several trials” needs a meta-analysis or systematic review, or two "
                "trials, among its references. Check the kind of each in the list of "
                "references."
            )
        ],
        "noted": ["Anxiety: Say where that comes from. You can use “orla-2024”."],
    }
