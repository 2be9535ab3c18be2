"""Runs a call in several processes that start at the same moment."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

LONGEST_START = 120

# Our own children would share our database connection. The fork server has none, and has already
# imported Django, which takes seconds.
fresh = multiprocessing.get_context("forkserver")
fresh.set_forkserver_preload(["benchmarks.preload"])

# Each process has its own copy of this module, with the common barrier.
start = None


def run(processes, call, *args, database=None, prepare=None) -> list:
    """Make the same call in that many fresh processes, and return what each of them returned.

    With the name of a ``database``, Django is set up in them for it. ``prepare`` is called with the
    same arguments before the processes start together.
    """
    barrier = fresh.Barrier(processes, timeout=LONGEST_START)
    with ProcessPoolExecutor(
        processes, mp_context=fresh, initializer=_set_up, initargs=(barrier, database)
    ) as pool:
        started = [pool.submit(_with_all, prepare, call, args) for _ in range(processes)]
        return [one.result() for one in started]


def _with_all(prepare, call, args):
    if prepare is not None:
        prepare(*args)
    start.wait()
    return call(*args)


def _set_up(barrier, database):
    global start  # noqa: PLW0603 -- a barrier reaches a process only while that is made
    start = barrier
    if database is not None:
        _set_up_django(database)


def _set_up_django(database):
    import django
    from django.db import connection

    django.setup()
    connection.settings_dict["NAME"] = database
