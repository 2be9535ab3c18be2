import pytest
from wagtail.models import Locale

from tests.approaches.rows import approach
from tests.pages import rows
from tests.testapp.models import MethodAuthor, MethodPage
from wagtail_therapy.approaches.evidence import concerns_helped, rows_by_concern


@pytest.fixture
def index(site):
    return rows.approaches(site)


def test_an_approach_helps_with_what_it_is_not_advised_against(index):
    grief, panic = rows.concern("Grief"), rows.concern("Panic")
    one = approach(index, "One", grief, (panic, "not_recommended"))
    two = approach(index, "Two", panic)

    assert concerns_helped([one, two], index.locale_id) == (
        {one.pk: {"grief"}, two.pk: {"panic"}},
        [grief, panic],
    )


def test_concerns_are_in_the_language_that_is_asked_for(index):
    grief = rows.concern("Grief")
    one = approach(index, "One", grief)
    german = Locale.objects.create(language_code="de")
    trauer = grief.copy_for_translation(german)
    trauer.save()

    assert concerns_helped([one], german.pk) == ({one.pk: {"grief"}}, [trauer])
    assert list(rows_by_concern([one], german.pk)) == [trauer]


def test_rows_are_by_concern_conditions_first(index):
    worry = rows.concern("worry", kind="life")
    anger, panic = rows.concern("Anger", kind="life"), rows.concern("Panic", kind="clinical")
    one = approach(index, "One", worry, panic)
    two = approach(index, "Two", (anger, "recommended"), worry)

    found = rows_by_concern([one, two], index.locale_id)
    assert [
        (concern.name, {pk: row.strength for pk, row in said.items()})
        for concern, said in found.items()
    ] == [
        ("Panic", {one.pk: "little"}),
        ("Anger", {two.pk: "recommended"}),
        ("worry", {one.pk: "little", two.pk: "little"}),
    ]


def test_approaches_of_several_types_are_asked_together(index):
    ours = approach(index, "One", rows.concern())
    method = MethodPage(title="Breathing", short_definition="In", live=False)
    method.approach_authors = [MethodAuthor(author=rows.writer())]
    index.add_child(instance=method)

    assert concerns_helped([ours, method], index.locale_id)[0] == {ours.pk: {"anxiety"}}


def test_nothing_is_asked_of_no_approaches(index, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (concerns_helped([], 1), rows_by_concern([], 1)) == (({}, []), {})
