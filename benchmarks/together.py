"""Processes that begin at the same moment: no fast one runs alone before the others are there."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

LONGEST_START = 120


def at_once(processes, call, *args, database=None) -> list:
    """Make the same call in so many fresh processes; return what each of them returned.

    With the name of a database Django is set up in them, for that database.
    """
    # Forked children would share the database connection with us.
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(processes, timeout=LONGEST_START)
    with ProcessPoolExecutor(
        processes, mp_context=spawn, initializer=_get_ready, initargs=(start, database)
    ) as pool:
        started = [pool.submit(call, *args) for _ in range(processes)]
        return [one.result() for one in started]


def _get_ready(start, database):
    if database is not None:
        _set_up_django(database)
    start.wait()


def _set_up_django(database):
    import django
    from django.db import connection

    django.setup()
    connection.settings_dict["NAME"] = database
    connection.ensure_connection()
