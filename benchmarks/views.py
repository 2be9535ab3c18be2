"""Pages of ours and bare ones beside them, asked for in turn."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class View:
    """A page of ours and the bare one beside it, by how many pages there are and the round."""

    name: str
    ours: Callable[[int, int], str]
    bare: Callable[[int, int], str] | None = None
    goal: float | None = None


def times_of(view, pages, turn) -> tuple[float, float]:
    """Measure both at once: the machine's speed drifts."""
    ours = milliseconds(view.ours(pages, turn))
    return ours, milliseconds(view.bare(pages, turn)) if view.bare else ours


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
