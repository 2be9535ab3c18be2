"""``python -m tests.fork_server``: forks processes on demand. Tests may kill each of them.

Starting Python, Django and Wagtail takes seconds of a processor, and a fork milliseconds. It reads
one JSON object a line, and writes one:

``{"start": {...}}``  forks a process that does what ``run()`` says; answers its ``pid``
``{"wait": pid}``     waits for its end; answers how it ended, as ``subprocess`` would
``{"poll": pid}``     the same, but answers null when it has not ended yet
"""

import gc
import importlib
import json
import os
import sys
import traceback
from datetime import UTC, datetime, timedelta

# What Celery imports only when a worker starts; the app itself reads its settings in the fork.
CELERY = [
    "celery.__main__",
    "celery.apps.beat",
    "celery.apps.worker",
    "celery.bin.celery",
    "celery.concurrency.prefork",
    "celery.worker.consumer",
    "kombu.transport.redis",
]
APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND


def main():
    prepare()
    for line in sys.stdin:
        match json.loads(line):
            case {"start": process}:
                answer = start(process)
            case {"wait": pid}:
                answer = end_of(pid, 0)
            case {"poll": pid}:
                answer = end_of(pid, os.WNOHANG)
        print(json.dumps(answer), flush=True)


def prepare():
    """Import and build all that a process will need."""
    import django

    django.setup()
    from django.core.management import get_commands, load_command_class
    from django.template import engines
    from django.urls import get_resolver

    get_resolver().reverse_dict  # noqa: B018 -- to look is to import and to compile
    engines.all()
    load_command_class(get_commands()["therapy_mail"], "therapy_mail").create_parser("", "run")
    for name in CELERY:
        importlib.import_module(name)
    # A fork that looks for garbage among all of this copies every page of it.
    gc.collect()
    gc.freeze()


def start(process) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = run(**process)
    except SystemExit as end:
        code = end.code or 0
    except BaseException:  # noqa: BLE001 -- a fork must never return to its parent's loop
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


def end_of(pid, options) -> int | None:
    ended, status = os.waitpid(pid, options)
    return os.waitstatus_to_exitcode(status) if ended else None


def run(work, arguments, environ, files) -> int:
    """Call ``package.module:function`` with these arguments, in a session of its own.

    ``files`` are the paths of stdin, stdout and stderr; without them its output goes to the log of
    the fork server.
    """
    os.setsid()
    # What it prints must not be taken for an answer.
    os.dup2(2, 1)
    for number, path in enumerate(files):
        os.dup2(os.open(path, APPEND if number else os.O_RDONLY, 0o600), number)
    # That of the fork server is a pipe, and written to in blocks.
    sys.stdout.reconfigure(line_buffering=True)
    os.environ.update(environ)
    read_settings_again()
    module, _, function = work.partition(":")
    getattr(importlib.import_module(module), function)(**arguments)
    return 0


def read_settings_again():
    """Let the settings be what the environment of this process says."""
    from django.conf import settings

    module = importlib.reload(importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"]))
    for name, value in vars(module).items():
        # The connections have read theirs, and all use the database of the tests.
        if name.isupper() and name != "DATABASES" and getattr(settings, name, None) != value:
            setattr(settings, name, value)


def manage(arguments):
    """Be ``manage.py`` with these arguments."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *arguments])


def celery(arguments, minutes_ahead=0):
    """Be ``celery`` with these arguments, on a host whose clock is so many minutes ahead."""
    from celery.__main__ import main as celery_main

    if minutes_ahead:
        set_clock(minutes_ahead)
    sys.argv = ["celery", *arguments]
    celery_main()


def set_clock(minutes_ahead):
    import time_machine

    time_machine.travel(datetime.now(UTC) + timedelta(minutes=minutes_ahead)).start()


if __name__ == "__main__":
    main()
