"""The benchmarks still run; their figures are `make bench`'s affair, on a quiet machine."""

import json

from benchmarks import figures, mail, publish
from benchmarks.figures import Figure


def test_publishing_adds_the_same_queries_for_a_short_and_a_long_list(site):
    found = publish.measure(sizes=(1, 3), pairs=1)
    queries = [(figure.name, figure.ok) for figure in found if figure.unit == "queries"]
    assert queries == [
        ("publish by code: added, 1 subscribers", True),
        ("publish by code: added, 3 subscribers", True),
        ("publish in the editor: added, 1 subscribers", True),
        ("publish in the editor: added, 3 subscribers", True),
    ]


def test_mailing_is_measured_to_the_last_message(site):
    found = {figure.name: figure for figure in mail.measure(readers=12, rounds=1, seconds=1)}
    assert found["mail: not accepted"].value == 0
    assert found["mail: whole path, one worker"].value > 0


def test_figures_that_miss_their_goal_are_marked_in_table_and_file(tmp_path):
    found = [Figure.under(10, "publish", 12.25, "ms"), Figure("size", 16_000, "kB")]
    assert figures.table(found).splitlines() == [
        "name      value  unit  goal",
        "publish    12.2  ms    under 10  MISSED",
        "size     16,000  kB",
    ]
    figures.write(found, tmp_path / "results" / "latest.json")
    assert json.loads((tmp_path / "results" / "latest.json").read_text()) == [
        {"name": "publish", "value": 12.25, "unit": "ms", "goal": "under 10", "ok": False},
        {"name": "size", "value": 16_000, "unit": "kB", "goal": None, "ok": True},
    ]
