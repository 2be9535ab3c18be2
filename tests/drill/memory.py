"""What a practice takes of a server at rest, program by program."""

import os
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psutil

from tests.drill import programs
from tests.drill.deployment import Deployment
from tests.drill.servers import Gunicorn
from tests.processes import wait_until

HEADS = ["program", "MB", "seconds of CPU"]
# More than the web server has processes, so that each has answered some.
REQUESTS = 20


def measure(deployment: Deployment) -> list[list[str]]:
    """Return the rows of a table; what processes share is counted once."""
    deployment.workers["a"].restart()
    web = Gunicorn(deployment.folder)
    wait_until(answers, seconds=60)
    for _ in range(REQUESTS):
        answers()
    running = {
        "web server, 2 processes": web,
        "Celery worker, `-c 1`": deployment.workers["a"],
        "beat": deployment.beat,
        "PostgreSQL": deployment.postgresql,
        "Redis": deployment.redis,
    }
    at_rest = [[name, megabytes(program.process.pid), ""] for name, program in running.items()]
    return [*at_rest, of_one_run(deployment)]


def answers() -> bool:
    try:
        urlopen(f"http://127.0.0.1:{Gunicorn.port}/admin/login/").close()
    except HTTPError:
        return True
    except URLError:
        return False
    return True


def megabytes(pid: int) -> str:
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    return f"{sum(one.memory_full_info().pss for one in family) / 1e6:.0f}"


def of_one_run(deployment: Deployment) -> list[str]:
    """Let cron's line run once with nothing to send."""
    line = programs.cron("b", deployment.folder)
    line.start()
    _pid, _status, used = os.wait4(line.process.pid, 0)
    # Linux counts it in units of 1,024 bytes.
    most, seconds = used.ru_maxrss * 1024 / 1e6, used.ru_utime + used.ru_stime
    return ["`therapy_mail run`, once a minute", f"{most:.0f}", f"{seconds:.1f}"]
