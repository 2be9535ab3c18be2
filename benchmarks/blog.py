"""What the pages of a large blog cost, beside a bare Wagtail site that shows the same posts."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from benchmarks import library, on_sqlite, writing
from benchmarks.database import analyze
from benchmarks.figures import Figure
from wagtail_therapy.content import kept

# Posts, authors, categories, tags.
SMALL = (1_000, 10, 10, 20)
LARGE = (10_000, 30, 40, 200)
ROUNDS = 60
GOAL_POST = 1.8
GOAL_LIST = 2.2
GOAL_FEED = 20


@dataclass(frozen=True)
class View:
    """A page of ours and the bare one beside it, by how many posts there are and the round."""

    name: str
    ours: Callable[[int, int], str]
    bare: Callable[[int, int], str] | None = None
    goal: float | None = None


VIEWS = [
    View(
        "post",
        lambda posts, turn: f"/blog/post-{posts // 3 + turn % 10}/",
        lambda posts, turn: f"/bare/post-{posts // 3 + turn % 10}/",
        GOAL_POST,
    ),
    View("index", lambda *_: "/blog/", lambda *_: "/bare/", GOAL_LIST),
    View(
        "deep page",
        lambda posts, _: f"/blog/?page={posts // 20}",
        lambda posts, _: f"/bare/?page={posts // 20}",
        GOAL_LIST,
    ),
    View(
        "category",
        lambda *_: "/blog/category/category-1/",
        lambda *_: "/bare/?category=1",
        GOAL_LIST,
    ),
    View(
        "search",
        lambda _, turn: f"/blog/search/?q={writing.topic(turn % 10)}",
        lambda _, turn: f"/bare/?q={writing.topic(turn % 10)}",
        GOAL_LIST,
    ),
    View("feed", lambda *_: "/blog/feed/"),
]


def measure(**sizes) -> list[Figure]:
    return [*measure_here(**sizes), *on_sqlite.again("blog", **sizes)]


def measure_here(small=SMALL, large=LARGE, rounds=ROUNDS) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        shelves = library.empty_library()
        fill(shelves, small)
        few = [queries_of(view.ours(small[0], 0)) for view in VIEWS]
        fill(shelves, large)
        return [
            figure
            for view, number in zip(VIEWS, few, strict=True)
            for figure in figures_of(view, number, large[0], rounds)
        ]


def fill(shelves, sizes):
    shelves.grow(*sizes)
    library.add_sidebar(shelves)
    call_command("update_index", verbosity=0)
    analyze()
    kept.forget()


def figures_of(view, queries_with_few, posts, rounds) -> list[Figure]:
    name = f"blog on {connection.vendor}: {view.name}"
    queries = queries_of(view.ours(posts, 0))
    times = [times_of(view, posts, turn) for turn in range(-10, rounds)][10:]
    found = [
        Figure.equal(queries_with_few, f"{name}, {posts:,} posts", queries, "queries"),
        Figure(f"{name}", median(ours for ours, _bare in times), "ms"),
    ]
    if view.bare is None:
        return [Figure.under(GOAL_FEED, f"{name}, of 20 whole posts", queries, "queries"), *found]
    ratio = median(ours / bare for ours, bare in times)
    return [
        Figure.at_most(view.goal, f"{name} ÷ bare", ratio, "ratio"),
        *found,
        Figure(f"{name}, bare", median(bare for _ours, bare in times), "ms"),
        Figure(f"{name} ÷ bare, nothing kept", ratio_anew(view, posts, rounds), "ratio"),
    ]


def ratio_anew(view, posts, rounds) -> float:
    """Return the ratio for a page that is the first to be asked for after a change."""
    ratios = []
    for turn in range(max(1, rounds // 6)):
        kept.forget()
        ours, bare = times_of(view, posts, turn)
        ratios.append(ours / bare)
    return median(ratios)


def times_of(view, posts, turn) -> tuple[float, float]:
    """Measure both at once: the machine's speed drifts."""
    ours = milliseconds(view.ours(posts, turn))
    return ours, milliseconds(view.bare(posts, turn)) if view.bare else ours


def milliseconds(url) -> float:
    client = Client()
    start = time.perf_counter()
    response = client.get(url)
    taken = 1000 * (time.perf_counter() - start)
    check(url, response)
    return taken


def queries_of(url) -> int:
    """Return how many queries a page takes that was asked for before."""
    check(url, Client().get(url))
    with CaptureQueriesContext(connection) as queries:
        Client().get(url)
    return len(queries)


def check(url, response):
    if response.status_code != 200:
        raise RuntimeError(f"{url}: {response.status_code}")
