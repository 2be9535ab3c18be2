"""Ends the demo's processes if their parent is killed or crashes.

Its standard input is a pipe from the parent, with one process id per line. The system closes the
pipe when the parent is gone. A parent that has ended its processes itself writes the line
``ended``.
"""

import contextlib
import os
import signal
import sys
import time

GRACE_SECONDS = 5


def main() -> None:
    lines = [line.strip() for line in sys.stdin]
    if "ended" in lines:
        return
    leaders = [int(line) for line in lines]
    for leader in leaders:
        tell(os.kill, leader, signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    for leader in leaders:
        tell(os.killpg, leader, signal.SIGKILL)


def tell(kill, number: int, signal_number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        kill(number, signal_number)


if __name__ == "__main__":
    main()
