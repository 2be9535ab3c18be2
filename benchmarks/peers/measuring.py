"""CPU time of a request for our pages, for those of a bare Wagtail site, and for WordPress'."""

import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import psutil
from django.db import connection

from benchmarks.figures import Figure
from benchmarks.peers import django_sites, goals, wordpress, wordpress_servers
from benchmarks.peers.visits import first_visits, lowest

# So each page of each site is asked for 200 times.
ROUNDS = 5
REQUESTS = 40
FIRST_VISITS = ["post", "index"]


def measure() -> list[Figure]:
    database = {"DATABASE_NAME": str(connection.settings_dict["NAME"])}
    with tempfile.TemporaryDirectory(prefix="therapy-peers-") as folder:
        return measure_in(Path(folder), database, database_processes())


def database_processes() -> list[int]:
    """Return the PostgreSQL that we're connected to, which must run on this machine."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return [psutil.Process(cursor.fetchone()[0]).ppid()]


def measure_in(
    folder,
    database,
    processes,
    *,
    names=tuple(django_sites.SITES),
    themes=tuple(wordpress.THEMES),
    rounds=ROUNDS,
    requests=REQUESTS,
) -> list[Figure]:
    """Measure sites whose files are in a folder and whose tables are in a database."""
    environment = django_sites.environment(folder, database)
    texts = django_sites.fill(environment)
    missing = wordpress_servers.missing_packages(themes) if themes else []
    with ExitStack() as stack:
        peers = stack.enter_context(django_sites.serving(names, environment, processes))
        ours = peers["ours"]
        hours = {"ours": (ours, partial(ours.ask, "POST", "/quiet-hour/"))}
        if themes and not missing:
            for site, peer in stack.enter_context(wordpress.serving(folder, texts, themes)):
                peers[site.theme] = peer
                hours[site.theme] = (peer, site.let_an_hour_pass)
        titles = {name: peer.title for name, peer in peers.items()}
        emptied = {"ours": (ours, partial(ours.ask, "POST", "/empty-caches/"))}
        return [
            *goals.cost_figures(lowest(peers, rounds, requests), titles),
            *goals.first_visit_figures(first_visits(hours, FIRST_VISITS, rounds), titles),
            *goals.emptied_figures(first_visits(emptied, FIRST_VISITS, rounds)),
            *([goals.missing_figure(missing)] if missing else []),
        ]
