import pytest
from wagtail.models import Locale

from tests.approaches.claim_rows import guideline_lines
from tests.approaches.rows import approach
from tests.pages import rows
from tests.testapp.models import MethodAuthor, MethodPage
from wagtail_therapy.approaches.evidence.choices import Standing
from wagtail_therapy.approaches.evidence.claim_queries import (
    claims_by_concern,
    concerns_helped,
)
from wagtail_therapy.approaches.evidence.claims import Strength
from wagtail_therapy.pages.models import ApproachConcern

NOT_CHECKED = ["Not checked yet"]
UNKNOWN = Strength(Standing.UNKNOWN, "not_checked")


@pytest.fixture
def index(site):
    return rows.approaches(site)


def test_an_approach_helps_with_what_it_is_not_advised_against(index):
    grief, panic = rows.concern("Grief"), rows.concern("Panic")
    one = approach(index, "One", grief, (panic, "advises_against"))
    two = approach(index, "Two", panic)

    helped, concerns = concerns_helped([one, two], index.locale_id)
    assert helped == {one.pk: {"grief": UNKNOWN}, two.pk: {"panic": UNKNOWN}}
    assert [concern.pk for concern in concerns] == [grief.pk, panic.pk]


@pytest.mark.parametrize(
    ("recommendations", "status", "is_found"),
    [
        (["advises_against"], "current", False),
        (["advises_against"], "superseded", True),
        (["advises_against", "considers"], "current", True),
        (["advises_against", "research_only"], "current", False),
    ],
)
def test_only_current_guidelines_keep_an_approach_from_a_concern(
    index, recommendations, status, is_found
):
    grief = rows.concern("Grief")
    named = {
        "concerns": [rows.used_for(grief)],
        "recommendations": [
            rows.says(grief, each, rows.guideline(f"Body {number}", status=status))
            for number, each in enumerate(recommendations)
        ],
    }
    page = rows.approach(index, short_definition="Slow.", **named)

    _helped, concerns = concerns_helped([page], index.locale_id)
    assert [concern.name for concern in concerns] == (["Grief"] if is_found else [])


def test_concerns_are_in_the_language_that_is_asked_for(index):
    grief = rows.concern("Grief")
    one = approach(index, "One", grief)
    german = Locale.objects.create(language_code="de")
    trauer = grief.copy_for_translation(german)
    trauer.save()

    helped, concerns = concerns_helped([one], german.pk)
    assert (helped, [concern.pk for concern in concerns]) == (
        {one.pk: {"grief": UNKNOWN}},
        [trauer.pk],
    )
    assert list(claims_by_concern([one], german.pk)) == [trauer]


def test_strength_is_that_of_the_first_row_and_of_guidelines_in_any_language(index):
    grief = rows.concern("Grief")
    trauer = grief.copy_for_translation(Locale.objects.create(language_code="de"))
    trauer.save()
    page = approach(index, "One", grief)
    # Editors can't publish either, but imports may have left them.
    ApproachConcern.objects.create(page=page, concern=grief, research="few_studies")
    rows.says(trauer, "considers", page=page).save()

    helped, _concerns = concerns_helped([page], index.locale_id)
    assert helped == {page.pk: {"grief": Strength(Standing.CONSIDERED, "not_checked")}}


def test_rows_are_by_concern_conditions_first(index):
    worry = rows.concern("worry", kind="life")
    anger, panic = rows.concern("Anger", kind="life"), rows.concern("Panic", kind="clinical")
    one = approach(index, "One", worry, panic)
    two = approach(index, "Two", (anger, "recommends"), worry)

    found = claims_by_concern([one, two], index.locale_id)
    assert [
        (concern.name, {pk: guideline_lines(claim) for pk, claim in of_pages.items()})
        for concern, of_pages in found.items()
    ] == [
        ("Panic", {one.pk: NOT_CHECKED}),
        ("Anger", {two.pk: ["Recommended: NICE (2022)"]}),
        ("worry", {one.pk: NOT_CHECKED, two.pk: NOT_CHECKED}),
    ]


def replaced(number, locale):
    """Return a guideline that was replaced, translated like its successor."""
    newer = rows.guideline(f"New {number}")
    older = rows.guideline(f"Old {number}", superseded_by=newer)
    for one in (newer, older):
        one.copy_for_translation(locale).save()
    return older


def test_what_replaced_a_translated_guideline_costs_one_query_for_all(
    index, django_assert_num_queries
):
    german, grief = Locale.objects.create(language_code="de"), rows.concern("Grief")
    recommendations = [
        rows.says(grief, "recommends", replaced(number, german)) for number in range(3)
    ]
    page = rows.approach(
        index,
        short_definition="Slow.",
        concerns=[rows.used_for(grief)],
        recommendations=recommendations,
    )

    # The rows of both kinds, the concern and the guidelines in German.
    with django_assert_num_queries(4):
        [claims] = claims_by_concern([page], german.pk).values()
        assert guideline_lines(claims[page.pk]) == [
            f"Recommended: Old {number} (2022), replaced by New {number} (2022)"
            for number in range(3)
        ]


def test_approaches_of_several_types_are_asked_together(index):
    ours = approach(index, "One", rows.concern())
    method = MethodPage(title="Breathing", short_definition="In", live=False)
    method.approach_authors = [MethodAuthor(author=rows.writer())]
    index.add_child(instance=method)

    assert concerns_helped([ours, method], index.locale_id)[0] == {ours.pk: {"anxiety": UNKNOWN}}


def test_nothing_is_asked_of_no_approaches(index, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (concerns_helped([], 1), claims_by_concern([], 1)) == (({}, []), {})
