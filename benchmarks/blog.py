"""The cost of the pages of a large blog, next to a bare Wagtail site with the same posts."""

import tempfile
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from benchmarks import blog_pages, on_sqlite, sample_texts
from benchmarks.database import analyze
from benchmarks.figures import Figure
from benchmarks.views import View, queries_of, times_of
from wagtail_therapy.content import caching

# Posts, authors, categories, tags.
SMALL = (1_000, 10, 10, 20)
LARGE = (10_000, 30, 40, 200)
TEXTS = 100
PICTURES = 30
ROUNDS = 60
GOAL = 1.1
GOAL_SEARCH = 1.2
# Twenty whole posts, beside one bare post.
GOAL_FEED = 1.5
# With nothing kept.
GOAL_UNCACHED = 3


VIEWS = [
    View(
        "post",
        lambda posts, turn: f"/blog/post-{posts // 3 + turn % 10}/",
        lambda posts, turn: f"/bare/post-{posts // 3 + turn % 10}/",
        GOAL,
    ),
    View("index", lambda *_: "/blog/", lambda *_: "/bare/", GOAL),
    View(
        "deep page",
        lambda posts, _: f"/blog/?page={posts // 20}",
        lambda posts, _: f"/bare/?page={posts // 20}",
        GOAL,
    ),
    View(
        "category",
        lambda *_: "/blog/category/category-1/",
        lambda *_: "/bare/?category=1",
        GOAL,
    ),
    View(
        "search",
        lambda _, turn: f"/blog/search/?q={sample_texts.topic(turn % 10)}",
        lambda _, turn: f"/bare/?q={sample_texts.topic(turn % 10)}",
        GOAL_SEARCH,
    ),
    View(
        "feed",
        lambda *_: "/blog/feed/",
        lambda posts, turn: f"/bare/post-{posts // 3 + turn % 10}/",
        GOAL_FEED,
    ),
]


def measure(**sizes) -> list[Figure]:
    return [*measure_here(**sizes), *on_sqlite.again(blog=sizes)]


def measure_here(
    small=SMALL, large=LARGE, rounds=ROUNDS, texts=TEXTS, pictures=PICTURES
) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        blogs = blog_pages.empty_blogs(texts, pictures)
        fill(blogs, small)
        few = [queries_of(view.ours(small[0], 0)) for view in VIEWS]
        fill(blogs, large)
        return [
            figure
            for view, number in zip(VIEWS, few, strict=True)
            for figure in figures_of(view, number, large[0], rounds)
        ]


def fill(blogs, sizes):
    blogs.grow(*sizes)
    blog_pages.add_sidebar(blogs)
    call_command("update_index", verbosity=0)
    analyze()
    caching.invalidate()


def figures_of(view, queries_with_few, posts, rounds) -> list[Figure]:
    name = f"blog on {connection.vendor}: {view.name}"
    queries = queries_of(view.ours(posts, 0))
    warm_up = min(10, rounds)
    times = [times_of(view, posts, turn) for turn in range(-warm_up, rounds)][warm_up:]
    found = [
        Figure.equal(queries_with_few, f"{name}, {posts:,} posts", queries, "queries"),
        Figure(f"{name}", median(ours for ours, _bare in times), "ms"),
    ]
    ratio = median(ours / bare for ours, bare in times)
    return [
        Figure.at_most(view.goal, f"{name} ÷ bare", ratio, "ratio"),
        *found,
        Figure(f"{name}, bare", median(bare for _ours, bare in times), "ms"),
        Figure.at_most(
            GOAL_UNCACHED, f"{name} ÷ bare, uncached", ratio_uncached(view, posts, rounds), "ratio"
        ),
    ]


def ratio_uncached(view, posts, rounds) -> float:
    """Return the ratio for the first request of a page after a change."""
    ratios = []
    for turn in range(max(1, rounds // 6)):
        caching.invalidate()
        ours, bare = times_of(view, posts, turn)
        ratios.append(ours / bare)
    return median(ratios)
