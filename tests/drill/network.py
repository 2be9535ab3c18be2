"""Three hosts in network namespaces: one with the servers, and two with a worker each.

Each server is on a network of its own, as if on a machine of its own, so that a worker can be cut
off from one and still reach the others. Nothing of it touches the network of this machine, and all
of it goes with the namespaces.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Debian has it where only root looks.
IP = shutil.which("ip") or shutil.which("ip", path="/usr/sbin:/sbin")
UNSHARE = shutil.which("unshare")
SERVERS = {"database": "10.77.1.1", "redis": "10.77.2.1", "mail": "10.77.3.1"}
# The last number of each worker's addresses.
WORKERS = {"a": 2, "b": 3}
# In a shell, because `unshare` cannot give the host a name.
NAMED = 'hostname "$0" && exec "$@"'


def missing() -> str:
    """Return why there can be no hosts here; "" when there can."""
    if os.geteuid() != 0:
        return "only root may make network namespaces"
    if not (IP and UNSHARE):
        return "ip (iproute2) and unshare (util-linux) are needed"
    probe = namespace("probe")
    done = subprocess.run([IP, "netns", "add", probe], check=False, capture_output=True, text=True)
    if done.returncode:
        return f"no network namespaces here: {done.stderr.strip()}"
    ip("netns", "delete", probe)
    return ""


def namespace(host: str) -> str:
    return f"therapy-drill-{os.environ.get('DRILL') or os.getpid()}-{host}"


def command_on(host: str, command: list) -> list[str]:
    """Return the command line that runs a command on a host, which has its name there."""
    return [
        *(IP, "netns", "exec", namespace(host), UNSHARE, "--uts"),
        *("sh", "-c", NAMED, host, *map(str, command)),
    ]


@contextmanager
def hosts() -> Iterator[None]:
    """Make the three hosts and what connects them; end all that runs there, whatever happens."""
    try:
        _make("servers")
        for server, address in SERVERS.items():
            _make_network(server, address)
        for worker, number in WORKERS.items():
            _make(worker)
            for server, address in SERVERS.items():
                _connect(worker, number, server, address)
        yield
    finally:
        for host in ["servers", *WORKERS]:
            _end(host)


def cut(worker: str, server: str) -> None:
    """Let nothing pass between the two any more. Neither gets an error: packets vanish."""
    ip("-n", namespace("servers"), "link", "set", f"{worker}-{server}", "nomaster")


def heal(worker: str, server: str) -> None:
    ip("-n", namespace("servers"), "link", "set", f"{worker}-{server}", "master", server)


def ip(*arguments: str) -> None:
    subprocess.run([IP, *arguments], check=True)


def _make(host):
    ip("netns", "add", namespace(host))
    ip("-n", namespace(host), "link", "set", "lo", "up")


def _make_network(server, address):
    inside = ["-n", namespace("servers")]
    ip(*inside, "link", "add", server, "type", "bridge")
    ip(*inside, "link", "set", server, "address", _hardware(address))
    ip(*inside, "address", "add", f"{address}/24", "dev", server)
    ip(*inside, "link", "set", server, "up")


def _connect(worker, number, server, address):
    inside, name = ["-n", namespace(worker)], f"{worker}-{server}"
    peer = ["peer", "name", name, "netns", namespace("servers")]
    ip(*inside, "link", "add", server, "type", "veth", *peer)
    ip("-n", namespace("servers"), "link", "set", name, "master", server, "up")
    own = f"{address.rpartition('.')[0]}.{number}/24"
    ip(*inside, "address", "add", own, "dev", server)
    ip(*inside, "link", "set", server, "up")
    # Otherwise the kernel reports within seconds that there is no answer. A router doesn't.
    known = ["lladdr", _hardware(address), "dev", server, "nud", "permanent"]
    ip(*inside, "neighbour", "replace", address, *known)


def _hardware(address):
    return "02:00:" + ":".join(f"{int(part):02x}" for part in address.split("."))


def _end(host):
    listing = [IP, "netns", "pids", namespace(host)]
    done = subprocess.run(listing, check=False, capture_output=True, text=True)
    for pid in done.stdout.split():
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
    subprocess.run([IP, "netns", "delete", namespace(host)], check=False, capture_output=True)


def hosts_connected_to(address: str, port: int) -> list[str]:
    """Return the workers that have a connection to that port of the servers' host."""
    ends = [line.split()[1:4] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    established, here = "01", f"{_as_the_kernel_writes(address)}:{port:04X}"
    peers = {there for local, there, state in ends if (local, state) == (here, established)}
    network = address.rpartition(".")[0]
    return [
        worker
        for worker, number in WORKERS.items()
        if any(peer.startswith(_as_the_kernel_writes(f"{network}.{number}")) for peer in peers)
    ]


def _as_the_kernel_writes(address):
    return "".join(f"{int(part):02X}" for part in reversed(address.split(".")))
