"""What visits cost, in milliseconds of CPU time."""

from dataclasses import dataclass

from benchmarks.peers import cpu

KINDS = ["post", "index", "category", "search", "feed", "approach"]


def lowest(peers, rounds, requests) -> dict[tuple[str, str], float]:
    """Return the cost of a request in the cheapest round, by site and kind of page.

    In each round each site is asked in turn, because the machine's speed drifts.
    """
    found: dict[tuple[str, str], float] = {}
    for _ in range(rounds):
        for kind in KINDS:
            for name, peer in peers.items():
                if kind in peer.pages:
                    cost = cost_of(peer, kind, requests)
                    found[name, kind] = min(cost, found.get((name, kind), cost))
    return found


def cost_of(peer, kind, requests) -> float:
    peer.check(kind)
    return 1000 * cpu.seconds_of(peer.processes, lambda: peer.visit(kind, requests)) / requests


@dataclass(frozen=True)
class FirstVisit:
    """What the first visitor after something costs, and the next one."""

    first: float
    next: float

    @property
    def ratio(self) -> float:
        return self.first / self.next

    def lower(self, other) -> "FirstVisit":
        return FirstVisit(min(self.first, other.first), min(self.next, other.next))


def first_visits(sites, kinds, rounds) -> dict[tuple[str, str], FirstVisit]:
    """Return the lowest of the rounds, by name and kind of page.

    ``sites`` has a peer and what is to happen before the first visit, by name.
    """
    found: dict[tuple[str, str], FirstVisit] = {}
    for _ in range(rounds):
        for kind in kinds:
            for name, (peer, prepare) in sites.items():
                visit = first_visit(peer, kind, prepare)
                found[name, kind] = visit.lower(found.get((name, kind), visit))
    return found


def first_visit(peer, kind, prepare) -> FirstVisit:
    peer.check(kind)
    prepare()
    costs = [
        1000 * cpu.seconds_until_idle(peer.processes, lambda: peer.visit(kind, 1)) for _ in range(2)
    ]
    return FirstVisit(*costs)
