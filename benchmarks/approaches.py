"""The cost of approaches, a long list of them and a comparison, next to a bare Wagtail site."""

import tempfile
from statistics import median

from django.db import connection
from django.test import override_settings

from benchmarks import approach_pages, on_sqlite
from benchmarks.database import analyze
from benchmarks.figures import Figure
from benchmarks.views import View, queries_of, times_of

# Approaches, concerns.
SMALL = (20, 10)
LARGE = (200, 60)
ROUNDS = 60
GOAL = 1.8
GOAL_COMPARED = 2.5
MOST_QUERIES = 12
# So many approaches have a long body.
BODIES = 8


def bodies(pages):
    return min(BODIES, pages - 2)


def four(pages, turn):
    return "&".join(f"a=approach-{(turn + place * pages // 4) % pages}" for place in range(4))


VIEWS = [
    View(
        "approach",
        lambda pages, turn: f"/approaches/approach-{turn % bodies(pages)}/",
        lambda pages, turn: f"/bare/approach-{turn % bodies(pages)}/",
        GOAL,
    ),
    View("list", lambda *_: "/approaches/", lambda *_: "/bare/", GOAL),
    View(
        "list of one concern",
        lambda _, turn: f"/approaches/?concern=concern-{turn % 10}",
        lambda _, turn: f"/bare/?concern=concern-{turn % 10}",
        GOAL,
    ),
    View(
        "page of a concern",
        lambda _, turn: f"/approaches/concerns/concern-{turn % 8}/",
        lambda _, turn: f"/bare/?concern=concern-{turn % 8}",
        GOAL,
    ),
    View(
        "four compared",
        lambda pages, turn: f"/approaches/compare/?{four(pages, turn)}",
        lambda pages, turn: f"/bare/?{four(pages, turn)}",
        GOAL_COMPARED,
    ),
]


def measure(**sizes) -> list[Figure]:
    return [*measure_here(**sizes), *on_sqlite.again(approaches=sizes)]


def measure_here(small=SMALL, large=LARGE, rounds=ROUNDS) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        lists = approach_pages.empty_approach_lists()
        lists.grow(*small)
        lists.add_bodies(bodies(small[0]))
        few = [queries_of(view.ours(small[0], 0)) for view in VIEWS]
        lists.grow(*large)
        lists.add_bodies(bodies(large[0]))
        analyze()
        return [
            figure
            for view, number in zip(VIEWS, few, strict=True)
            for figure in figures_of(view, number, large[0], rounds)
        ]


def figures_of(view, queries_with_few, pages, rounds) -> list[Figure]:
    name = f"approaches on {connection.vendor}: {view.name}"
    queries = queries_of(view.ours(pages, 0))
    warm_up = min(10, rounds)
    times = [times_of(view, pages, turn) for turn in range(-warm_up, rounds)][warm_up:]
    return [
        Figure.at_most(
            view.goal, f"{name} ÷ bare", median(ours / bare for ours, bare in times), "ratio"
        ),
        Figure.equal(queries_with_few, f"{name}, {pages} approaches", queries, "queries"),
        Figure.at_most(MOST_QUERIES, f"{name}, at all", queries, "queries"),
        Figure(name, median(ours for ours, _bare in times), "ms"),
        Figure(f"{name}, bare", median(bare for _ours, bare in times), "ms"),
    ]
