"""Requests our pages and bare ones in turn."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class View:
    """The URLs of our page and the bare one, by the number of pages and the round."""

    name: str
    ours: Callable[[int, int], str]
    bare: Callable[[int, int], str] | None = None
    goal: float | None = None


def times_of(view, pages, turn) -> tuple[float, float]:
    """Measure both one after the other, because the machine's speed drifts."""
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
    """Return the number of queries of a page that was requested before."""
    check(url, Client().get(url))
    with CaptureQueriesContext(connection) as queries:
        Client().get(url)
    return len(queries)


def check(url, response):
    if response.status_code != 200:
        raise RuntimeError(f"{url}: {response.status_code}")
