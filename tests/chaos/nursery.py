"""``python -m tests.chaos.nursery``: forks workers on demand, each of which may be killed.

To start Python, Django and Wagtail takes seconds, and a process that is killed in these proves
nothing; a fork is at work after milliseconds. One JSON object a line comes in and one goes out:

``{"start": {...}}``  forks a worker, with these arguments for ``work()``; answers its ``pid``
``{"wait": pid}``     waits for its end; answers how it ended, as ``subprocess`` would
"""

import json
import os
import sys
import time
import traceback


def main():
    prepare()
    for line in sys.stdin:
        match json.loads(line):
            case {"start": arguments}:
                answer = start(arguments)
            case {"wait": pid}:
                _pid, status = os.waitpid(pid, 0)
                answer = os.waitstatus_to_exitcode(status)
        print(json.dumps(answer), flush=True)


def prepare():
    """Import all that a worker will need."""
    import django

    django.setup()
    from django.core.management import get_commands, load_command_class
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 -- to look is to import
    load_command_class(get_commands()["therapy_mail"], "therapy_mail").create_parser("", "run")


def start(arguments) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        # What it prints must not be taken for an answer.
        os.dup2(2, 1)
        work(**arguments)
        code = 0
    except BaseException:  # noqa: BLE001 -- a fork must never return to its parent's loop
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def work(job="work", kill_at="", touches=1, seconds=60, chunk=8, **therapy_settings):
    """Do one of the JOBS again and again, until nothing is left to send."""
    from django.conf import settings

    from tests.chaos import kill_points
    from tests.settings import _from_json
    from wagtail_therapy.newsletter import freezing
    from wagtail_therapy.newsletter.models import Mailing

    freezing.CHUNK = chunk
    for name, value in therapy_settings.items():
        settings.WAGTAIL_THERAPY[name] = _from_json(value)
    if kill_at:
        kill_points.arm(kill_at, touches)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        JOBS[job]()
        if not Mailing.objects.filter(state__in=Mailing.UNFINISHED).exists():
            return
        time.sleep(0.02)


def run_command():
    """Do what cron does each minute."""
    from django.core.management import call_command

    call_command("therapy_mail", "run", max_seconds=5, verbosity=0)


def sweep():
    from wagtail_therapy.newsletter import deliveries

    deliveries.sweep()


JOBS = {"work": run_command, "sweep": sweep}


if __name__ == "__main__":
    main()
