"""The CPU time of processes, user and system: that of ``/proc/PID/stat``, to the nanosecond."""

import time
from contextlib import suppress

import psutil

# How long processes must have done nothing before they count as idle, and how little that is.
PAUSE = 0.05
NOTHING = 0.000_5
PATIENCE = 30
# One that waits for a processor or for the disk works as well.
AT_WORK = {psutil.STATUS_RUNNING, psutil.STATUS_DISK_SLEEP}


def seconds_of(roots, call) -> float:
    """Return what these processes and their children needed for ``call()``, until it returned."""
    before = clocks(roots)
    call()
    return used_since(before, roots)


def seconds_until_idle(roots, call) -> float:
    """Return what they needed until they were idle again: a visit may start other work."""
    before = clocks(roots)
    call()
    deadline = time.monotonic() + PATIENCE
    used = used_since(before, roots)
    while time.monotonic() < deadline:
        time.sleep(PAUSE)
        earlier, used = used, used_since(before, roots)
        if used - earlier < NOTHING and not any(map(is_at_work, family(roots))):
            break
    return used


def is_at_work(pid) -> bool:
    try:
        return psutil.Process(pid).status() in AT_WORK
    except psutil.NoSuchProcess:
        return False


def used_since(before, roots) -> float:
    return sum(now - before.get(pid, 0) for pid, now in clocks(roots).items())


def clocks(roots) -> dict[int, float]:
    """Return the CPU time of each of the processes and all their children, by process id."""
    found = {}
    for pid in family(roots):
        # It may have ended meanwhile.
        with suppress(OSError):
            found[pid] = clock(pid)
    return found


def family(roots) -> list[int]:
    pids = list(roots)
    for root in roots:
        pids += [child.pid for child in psutil.Process(root).children(recursive=True)]
    return pids


def clock(pid) -> float:
    # clock_getcpuclockid(3): a clock of all threads of a process, with those that have ended.
    return time.clock_gettime(~pid << 3 | 2)
