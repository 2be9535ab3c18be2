"""What lists keep in the cache about concerns is made again when any of it changes."""

import pytest

from tests.approaches.page_text import text
from tests.approaches.rows import approach
from tests.pages import rows
from tests.parsed_html import parsed
from wagtail_therapy.approaches.models import Guideline
from wagtail_therapy.pages.models import ApproachConcern, ApproachPage, ApproachRecommendation

OPTION = "Panic: An option in a guideline"
UNKNOWN = "Panic: Little research, or not checked yet"
# What guidelines and research say of each when the list is first read.
BEFORE = {"ACT": OPTION, "CBT": UNKNOWN}


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def panic(index):
    concern = rows.concern("Panic")
    approach(index, "ACT", (concern, "considers"))
    approach(index, "CBT", concern)
    return concern


def page(title):
    return ApproachPage.objects.get(title=title)


def publish_with(recommendation):
    act = page("ACT")
    [row] = act.approach_recommendations.all()
    row.recommendation = recommendation
    act.approach_recommendations = [row]
    rows.publish(act)


def save_fields(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def add_approach(panic):
    approach(page("ACT").get_parent().specific, "EMDR", panic)


CHANGES = {
    "an approach is published": (
        lambda panic: publish_with("recommends"),
        BEFORE | {"ACT": "Panic: Recommended in a guideline"},
    ),
    "a guideline advises against it": (
        lambda panic: publish_with("advises_against"),
        {"CBT": UNKNOWN},
    ),
    "an approach is added": (add_approach, BEFORE | {"EMDR": UNKNOWN}),
    "an approach is unpublished": (lambda panic: page("CBT").unpublish(), {"ACT": OPTION}),
    "an approach is deleted": (lambda panic: page("ACT").delete(), {"CBT": UNKNOWN}),
    "a guideline is withdrawn": (
        lambda panic: save_fields(Guideline.objects.get(), status="withdrawn"),
        BEFORE | {"ACT": UNKNOWN},
    ),
    "a guideline is deleted": (
        lambda panic: Guideline.objects.get().delete(),
        BEFORE | {"ACT": UNKNOWN},
    ),
    "a concern is renamed": (
        lambda panic: save_fields(panic, name="Panic attacks"),
        {title: sentence.replace("Panic", "Panic attacks") for title, sentence in BEFORE.items()},
    ),
    "a script saves a row on research": (
        lambda panic: save_fields(
            ApproachConcern.objects.get(page__title="CBT"), research="few_studies"
        ),
        BEFORE | {"CBT": "Panic: Studied, but in no current guideline we know of"},
    ),
    "a script deletes a row on a guideline": (
        lambda panic: ApproachRecommendation.objects.get().delete(),
        BEFORE | {"ACT": UNKNOWN},
    ),
}


def listed(client, index):
    html = parsed(client.get(f"{index.url}?concern=panic").content.decode())
    cards = html.find_all(class_="therapy-card")
    return {one.a.text: text(one.find(class_="therapy-strength")) for one in cards}


@pytest.mark.parametrize(("change", "after"), CHANGES.values(), ids=CHANGES)
def test_list_says_what_has_changed(index, panic, client, change, after):
    assert listed(client, index) == BEFORE
    change(panic)
    assert listed(client, index) == after


def test_warm_list_of_one_concern_asks_for_no_claims(
    index, panic, client, django_assert_num_queries
):
    listed(client, index)
    with django_assert_num_queries(WARM_QUERIES):
        listed(client, index)


WARM_QUERIES = 7
