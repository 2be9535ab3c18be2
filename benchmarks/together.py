"""Processes that begin at the same moment: no fast one runs alone before the others are there."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

LONGEST_START = 120

# Forked children of ours would share our database connection. These are forked from a process that
# has none, and has imported Django, which takes seconds.
fresh = multiprocessing.get_context("forkserver")
fresh.set_forkserver_preload(["benchmarks.ready"])

# Each process has its own copy of this module, and in it the barrier of all.
start = None


def at_once(processes, call, *args, database=None, get_ready=None) -> list:
    """Make the same call in so many fresh processes; return what each of them returned.

    With the name of a database Django is set up in them, for that database. ``get_ready`` is called
    with the same arguments before all of them begin.
    """
    barrier = fresh.Barrier(processes, timeout=LONGEST_START)
    with ProcessPoolExecutor(
        processes, mp_context=fresh, initializer=_set_up, initargs=(barrier, database)
    ) as pool:
        started = [pool.submit(_with_all, get_ready, call, args) for _ in range(processes)]
        return [one.result() for one in started]


def _with_all(get_ready, call, args):
    if get_ready is not None:
        get_ready(*args)
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
