"""The benchmark that measures CPU time still runs. `make bench` judges its figures."""

import subprocess
import sys

import psutil
import pytest

from benchmarks.figures import Figure
from benchmarks.peers import cpu, goals, measuring, wordpress_servers, wordpress_texts
from benchmarks.peers.visits import FirstVisit

THEME = "twentytwentyone"
MISSING = wordpress_servers.missing_packages([THEME])


def measured(directory, **sizes):
    file = directory / "db.sqlite3"
    database = {"DATABASE_URL": f"sqlite:///{file}", "DATABASE_NAME": str(file)}
    return measuring.measure_in(directory, database, [], rounds=1, requests=1, **sizes)


@pytest.mark.slow
def test_pages_are_measured_beside_bare_ones_and_behind_a_page_cache(directory):
    found = measured(directory, names=("ours", "page-cache", "bare"), themes=())
    assert [figure.name for figure in found if figure.unit == "ratio"] == [
        "peers: post ÷ bare Wagtail",
        "peers: index ÷ bare Wagtail",
        "peers: category ÷ bare Wagtail",
        "peers: search ÷ bare Wagtail",
        "peers: approach ÷ bare Wagtail",
        "peers: feed ÷ bare post",
        "peers: post, first visitor after a quiet hour ÷ next",
        "peers: index, first visitor after a quiet hour ÷ next",
        "peers: post, first visitor with empty caches ÷ next",
        "peers: index, first visitor with empty caches ÷ next",
    ]
    costs = {figure.name: figure.value for figure in found if figure.unit == "CPU ms"}
    assert len(costs) == 6 + 5 + 5 + 2
    assert min(costs.values()) > 0
    kept = "peers: approach, ours behind the page cache"
    assert costs[kept] < costs["peers: approach, ours"]


@pytest.mark.slow
@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_pages_are_measured_beside_those_of_wordpress(directory):
    found = measured(directory, names=("ours",), themes=(THEME,))
    goals_of = [figure.name for figure in found if figure.unit == "ratio" and figure.goal]
    assert goals_of == [
        "peers: post ÷ WordPress, Twenty Twenty-One",
        "peers: index ÷ WordPress, Twenty Twenty-One",
        "peers: feed ÷ WordPress, Twenty Twenty-One",
        "peers: post, first visitor after a quiet hour ÷ next",
        "peers: post, first visitor after a quiet hour ÷ WordPress, Twenty Twenty-One",
        "peers: index, first visitor after a quiet hour ÷ next",
        "peers: index, first visitor after a quiet hour ÷ WordPress, Twenty Twenty-One",
    ]


def test_wordpress_that_is_not_installed_is_in_the_table():
    assert goals.missing_figure(["php-fpm", "wordpress"]) == Figure(
        "peers: WordPress is left out, not installed: php-fpm, wordpress", 2, "packages"
    )
    assert "wordpress-theme-nineteen" in wordpress_servers.missing_packages(["nineteen"])


def test_costs_are_compared_with_bare_pages_and_the_cheaper_theme():
    titles = {"ours": "ours", "bare": "bare", THEME: "Twenty Twenty-One"}
    costs = {("ours", "post"): 22, ("ours", "feed"): 33, ("bare", "post"): 20, (THEME, "post"): 20}
    assert goals.cost_figures(costs, titles) == [
        Figure("peers: post ÷ bare", 1.1, "ratio", "at most 1.1"),
        Figure("peers: feed ÷ bare post", 1.65, "ratio", "at most 1.5", ok=False),
        Figure("peers: post ÷ Twenty Twenty-One", 1.1, "ratio", "at most 1", ok=False),
        Figure("peers: post, ours", 22, "CPU ms"),
        Figure("peers: feed, ours", 33, "CPU ms"),
        Figure("peers: post, bare", 20, "CPU ms"),
        Figure("peers: post, Twenty Twenty-One", 20, "CPU ms"),
    ]


def test_first_visitors_are_compared_with_the_next_and_with_the_cheaper_theme():
    titles = {"ours": "ours", THEME: "Twenty Twenty-One"}
    visits = {("ours", "post"): FirstVisit(30, 20), (THEME, "post"): FirstVisit(60, 20)}
    first = "peers: post, first visitor after a quiet hour"
    assert goals.first_visit_figures(visits, titles) == [
        Figure(f"{first}, ours", 30, "CPU ms"),
        Figure(f"{first} ÷ next", 1.5, "ratio", "at most 1.5"),
        Figure(f"{first} ÷ Twenty Twenty-One", 0.5, "ratio", "at most 1"),
        Figure(f"{first}, Twenty Twenty-One", 60, "CPU ms"),
    ]


def test_lowest_of_two_first_visits_is_that_of_each():
    assert FirstVisit(30, 20).lower(FirstVisit(40, 10)) == FirstVisit(30, 10)


# Answers at once, and then works on.
SERVER = """
import sys, time
input()
print(flush=True)
began = time.process_time()
while time.process_time() < began + 0.3: pass
print(flush=True)
input()
"""


def started(*arguments):
    return subprocess.Popen(
        [sys.executable, "-c", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def asked(process):
    process.stdin.write(b"\n")
    process.stdin.flush()
    process.stdout.readline()


def test_cpu_time_is_that_of_proc_with_all_children():
    parent = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    with started(parent, SERVER) as process:
        asked(process)
        process.stdout.readline()
        [child] = psutil.Process(process.pid).children()
        assert cpu.family([process.pid]) == [process.pid, child.pid]
        times = child.cpu_times()
        # In /proc it is rounded to hundredths, twice.
        assert 0.3 <= cpu.clock(child.pid) <= times.user + times.system + 0.03
        assert cpu.clocks([process.pid]).keys() == {process.pid, child.pid}
        process.stdin.close()


def test_work_after_the_answer_counts_until_it_ends():
    with started(SERVER) as process:
        used = cpu.seconds_until_idle([process.pid], lambda: asked(process))
        process.stdin.close()
    assert used >= 0.3


def test_bodies_are_written_as_the_block_editor_does():
    item = {"type": "item", "value": "One."}
    image = {"image": {"image": 7, "alt_text": "A lake"}, "caption": "Early."}
    blocks = [
        ("heading", {"text": "How"}),
        ("paragraph", '<p>See <a linktype="page" id="3">here</a>.</p>'),
        ("list", {"style": "bullets", "items": [item]}),
        ("image", image),
        ("quote", {"text": "Yes.", "attribution": "A client"}),
    ]
    assert [wordpress_texts.block_of(kind, value, {7: 2}) for kind, value in blocks] == [
        "<!-- wp:heading -->\n<h2>How</h2>\n<!-- /wp:heading -->",
        '<!-- wp:paragraph -->\n<p>See <a href="/">here</a>.</p>\n<!-- /wp:paragraph -->',
        "<!-- wp:list -->\n<ul><li>One.</li></ul>\n<!-- /wp:list -->",
        (
            '<!-- wp:image {"id":{{id:2}},"sizeSlug":"large"} -->\n'
            '<figure class="wp-block-image size-large"><img src="{{url:2}}" alt="A lake"\n'
            ' class="wp-image-{{id:2}}"/><figcaption>Early.</figcaption></figure>\n'
            "<!-- /wp:image -->"
        ),
        (
            '<!-- wp:quote --><blockquote class="wp-block-quote"><p>Yes.</p>\n'
            "<cite>A client</cite></blockquote><!-- /wp:quote -->"
        ),
    ]
