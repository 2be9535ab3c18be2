import pytest

from tests.approaches.rows import approach
from tests.pages import rows
from tests.testapp.models import MethodAuthor, MethodPage
from wagtail_therapy.approaches.compare.comparison import compare


@pytest.fixture
def index(site):
    return rows.approaches(site)


def labels(comparison):
    return {group.key: [str(row.label) for row in group.rows] for group in comparison.groups}


def test_rows_are_in_groups_and_concerns_lie_between_sessions_and_page(index):
    grief = rows.concern("Grief")
    comparison = compare([approach(index, "A", grief), approach(index, "B")], index.locale_id)

    assert list(labels(comparison)) == ["in_short", "sessions", "concerns", "this_page"]
    assert labels(comparison)["concerns"] == ["Grief"]


def test_comparison_without_concerns_has_no_concern_group(index):
    comparison = compare([approach(index, "A"), approach(index, "B")], index.locale_id)

    assert list(labels(comparison)) == ["in_short", "sessions", "this_page"]


def test_rows_of_each_type_are_there_once(index):
    method = MethodPage(title="Breathing", short_definition="In", fee_note="None", live=False)
    method.approach_authors = [MethodAuthor(author=rows.writer())]
    index.add_child(instance=method)
    ours = approach(index, "A")

    for order in ([ours, method], [method, ours]):
        comparison = compare(order, index.locale_id)
        fees = [row for group in comparison.groups for row in group.rows if row.label == "Fees"]
        assert [{cell.approach: cell.text for cell in row.cells} for row in fees] == [
            {ours: "", method: "None"}
        ]
    assert labels(comparison)["sessions"][-1] == "Fees"


def test_differences_and_similarities_are_all_rows(index):
    pair = [approach(index, "A", structure="partly"), approach(index, "B")]
    whole = compare(pair, index.locale_id)
    differing, alike = whole.differences(), whole.similarities()

    assert labels(differing) == {"in_short": ["What it is"], "sessions": ["Structure"]}
    assert whole.number_of_rows == differing.number_of_rows + alike.number_of_rows
    assert (differing.names, alike.width) == (whole.names, 3)


def test_facts_and_evidence_are_apart(index):
    grief = rows.concern("Grief")
    whole = compare([approach(index, "A", grief), approach(index, "B")], index.locale_id)

    assert list(labels(whole.facts())) == ["in_short", "sessions"]
    assert labels(whole.evidence()) == {"concerns": ["Grief"]}
