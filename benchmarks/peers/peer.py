"""A site that is served on this machine, and what a visitor asks it for."""

from dataclasses import dataclass, field
from http.client import HTTPConnection

# How long a visit may take.
SECONDS = 120


@dataclass(frozen=True)
class Pages:
    """Pages of one kind, and how often each must have a text: one that lacks it would be cheap."""

    paths: list[str]
    text: str
    times: int = 1


@dataclass
class Peer:
    """A site with its processes, the database included. All requests use one connection."""

    title: str
    port: int
    host: str
    processes: list[int]
    pages: dict[str, Pages]
    connection: HTTPConnection = field(init=False)

    def __post_init__(self):
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)

    def close(self) -> None:
        self.connection.close()

    def check(self, kind) -> None:
        """Ask for each page of a kind once, so that it's warm, and see that it's the right one."""
        pages = self.pages[kind]
        for path in pages.paths:
            found = self.get(path).count(pages.text.encode())
            if found < pages.times:
                raise RuntimeError(f"{self.title}, {path}: {found} times {pages.text!r}")

    def visit(self, kind, requests) -> None:
        paths = self.pages[kind].paths
        for turn in range(requests):
            self.get(paths[turn % len(paths)])

    def get(self, path) -> bytes:
        return self.ask("GET", path)

    def ask(self, method, path) -> bytes:
        self.connection.request(method, path, headers={"Host": self.host})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            leads_to = answer.getheader("Location", "")
            raise RuntimeError(f"{self.title}, {path}: {answer.status} {leads_to}")
        return body
