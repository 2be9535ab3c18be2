"""The example site and a bare one, each served by two gunicorn processes on one database."""

import os
import subprocess
import sys
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from benchmarks.peers.peer import Pages, Peer
from tests.real_services import end, free_port, wait_for_port

ROOT = Path(__file__).parents[2]
POSTS = 50
TITLE = "What we learn from case"
# On each page of a list, and in the feed.
ON_PAGE, IN_FEED = 10, 20
# Every text has this word.
QUERY = "question"
SOME_POSTS = range(5)

OURS = {
    "post": Pages([f"/posts/post-{number}/" for number in SOME_POSTS], TITLE),
    "index": Pages(["/posts/"], TITLE, ON_PAGE),
    "category": Pages(["/posts/category/category-1/"], TITLE, ON_PAGE),
    "search": Pages([f"/posts/search/?q={QUERY}"], TITLE, ON_PAGE),
    "feed": Pages(["/posts/feed/"], TITLE, IN_FEED),
    "approach": Pages(["/approaches/cognitive-behavioral-therapy/"], "Automatic thought"),
}
BARE = {
    "post": Pages([f"/bare/post-{number}/" for number in SOME_POSTS], TITLE),
    "index": Pages(["/bare/"], TITLE, ON_PAGE),
    "category": Pages(["/bare/?category=1"], TITLE, ON_PAGE),
    "search": Pages([f"/bare/?q={QUERY}"], TITLE, ON_PAGE),
    "approach": Pages(["/bare/cognitive-behavioral-therapy/"], "Automatic thought"),
}


def only(pages, *kinds) -> dict[str, Pages]:
    return {kind: pages[kind] for kind in kinds}


# What is measured, by the name that settings.py knows.
SITES = {
    "ours": ("ours", OURS),
    "redis": ("ours with Redis", only(OURS, "post", "index", "feed", "approach")),
    "uncached": ("ours, nothing kept", only(OURS, "post", "index", "approach")),
    # What visitors typed is never kept.
    "page-cache": (
        "ours behind the page cache",
        only(OURS, "post", "index", "category", "feed", "approach"),
    ),
    "bare": ("bare Wagtail", BARE),
}


def fill(environment) -> Path:
    """Fill the database; return the file with what WordPress is filled with."""
    file = Path(environment["DEMO_DIR"]) / "wordpress.json"
    command = [sys.executable, "-m", "benchmarks.peers.content", str(POSTS), str(file)]
    subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL
    )
    return file


def environment(folder, database) -> dict[str, str]:
    """Return what makes a process one of the example site, with its files in this folder."""
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.peers.settings",
        "DEMO_DIR": str(folder),
        "PORT": "80",
        "DEMO_INDEXED": "1",
        **database,
    }


@contextmanager
def serving(names, environment, database_processes):
    """Give the sites, each with processes of its own, by name."""
    with ExitStack() as stack:
        # All start at once, and then each is waited for.
        servers = {name: _start(stack, name, environment) for name in names}
        peers = {
            name: stack.enter_context(closing(_peer(name, *server)))
            for name, server in servers.items()
        }
        for peer in peers.values():
            peer.processes += database_processes
        yield peers


def _start(stack, name, environment):
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "example_site.wsgi"),
        *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--preload"),
        # Other workers of gunicorn end each connection.
        *("--worker-class", "gthread", "--threads", "1", "--keep-alive", "3600"),
        *("--log-level", "error", "--no-control-socket"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment | {"PEER": name})
    stack.callback(end, process)
    return process, port


def _peer(name, process, port) -> Peer:
    wait_for_port(port, process)
    title, pages = SITES[name]
    processes = [process.pid]
    if name == "redis":
        processes.append(_redis_process())
    return Peer(title, port, "localhost", processes, pages)


def _redis_process() -> int:
    from redis import Redis

    with Redis.from_url(os.environ["REDIS_URL"]) as redis:
        return redis.info("server")["process_id"]
