"""What a page must reach, and the line that is printed of it."""

from dataclasses import dataclass, field

GOALS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_BYTES = 150_000
MOST_REQUESTS = 15


@dataclass(frozen=True)
class Verdict:
    """One page, the figures of it, and what falls short."""

    name: str
    figures: str
    shortcomings: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        word = "MISSED" if self.shortcomings else "ok"
        first = f"{self.name:<30} {self.figures:<64} {word}"
        return [first, *(f"    {one}" for one in self.shortcomings)]


def of_lighthouse(name: str, report: dict) -> Verdict:
    """Return the verdict on a page that Lighthouse has measured."""
    if problem := report.get("runtimeError"):
        return Verdict(name, "not measured", [problem["message"]])
    scores = {key: round(one["score"] * 100) for key, one in report["categories"].items()}
    size, requests, shift = _weight(report)
    figures = " ".join(f"{key} {value}" for key, value in scores.items())
    short = [
        f"{key} {scores[key]}, not {goal}" for key, goal in GOALS.items() if scores[key] < goal
    ]
    short += [f"{one['id']}: {one['title']}" for one in _failed(report)]
    short += [f"{size:,} bytes"] if size > MOST_BYTES else []
    short += [f"{requests} requests"] if requests > MOST_REQUESTS else []
    short += [f"layout shift {shift}"] if shift else []
    return Verdict(name, f"{figures}, {size / 1000:.0f} kB, {requests} requests", short)


def of_axe(name: str, found: list[str], wrong: list[str]) -> Verdict:
    """Return the verdict on one state of a page in all widths and schemes.

    ``wrong`` says why what axe looked at is another page than that.
    """
    short = list(dict.fromkeys([*wrong, *found]))
    return Verdict(name, f"axe: {len(found)} violations", short)


def _weight(report):
    items = report["audits"]["network-requests"]["details"]["items"]
    shift = round(report["audits"]["cumulative-layout-shift"]["numericValue"], 3)
    return sum(item["transferSize"] for item in items), len(items), shift


def _failed(report):
    """Yield the audits for which a category other than performance took points away."""
    for name, category in report["categories"].items():
        if name == "performance":
            continue
        for part in category["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield audit
