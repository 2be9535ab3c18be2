"""``make drill``: the table. ``ARGS`` are the number of recipients, then the rows to run.

Exits with 1 when a promise was broken.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.drill import network, servers
from tests.processes import ROOT
from tests.real_services import end_on_sigterm

RECIPIENTS = 2_000
INSIDE = "inside"


def outside(arguments: list[str]) -> int:
    """Make the hosts, and run everything in them; nothing of it is left afterwards."""
    if reason := network.missing() or servers.missing():
        print(f"make drill: skipped, {reason}.")
        return 0
    end_on_sigterm()
    os.environ["DRILL"] = str(os.getpid())
    with tempfile.TemporaryDirectory(prefix="therapy-drill-") as folder, network.hosts():
        command = [sys.executable, "-m", "tests.drill", INSIDE, folder, *arguments]
        state = {"DRILL_STATE": f"{folder}/state"}
        environ = os.environ | servers.ENVIRON | state
        return subprocess.call(network.command_on("servers", command), cwd=ROOT, env=environ)


def inside(folder: str, readers: str = str(RECIPIENTS), *chosen: str) -> int:
    import django

    django.setup()
    from tests.drill import runner

    return runner.main(Path(folder), int(readers), set(map(int, chosen)))


if __name__ == "__main__":
    try:
        sys.exit(inside(*sys.argv[2:]) if sys.argv[1:2] == [INSIDE] else outside(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
