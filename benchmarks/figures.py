"""The measured figures: printed as a table, and written as JSON to compare runs."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "latest.json"
COLUMNS = ["name", "value", "unit", "goal", ""]


@dataclass(frozen=True)
class Figure:
    """One measured value. Without a goal it is informative and always ok."""

    name: str
    value: float
    unit: str
    goal: str | None = None
    ok: bool = True

    @classmethod
    def at_least(cls, goal, name, value, unit):
        return cls(name, value, unit, f"at least {goal}", value >= goal)

    @classmethod
    def at_most(cls, goal, name, value, unit):
        return cls(name, value, unit, f"at most {goal}", value <= goal)

    @classmethod
    def under(cls, goal, name, value, unit):
        return cls(name, value, unit, f"under {goal}", value < goal)

    @classmethod
    def equal(cls, goal, name, value, unit):
        return cls(name, value, unit, f"equal to {goal}", value == goal)

    @property
    def cells(self) -> list[str]:
        verdict = ("ok" if self.ok else "MISSED") if self.goal else ""
        return [self.name, _digits(self.value), self.unit, self.goal or "", verdict]


def table(figures) -> str:
    """Return the figures as text in columns, values to the right."""
    lines = [COLUMNS, *(figure.cells for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    return "\n".join(_line(cells, widths) for cells in lines)


def write(figures, path=RESULTS) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rounded = [asdict(figure) | {"value": round(figure.value, 4)} for figure in figures]
    path.write_text(json.dumps(rounded, indent=2) + "\n")


def _line(cells, widths):
    name, value, *others = zip(cells, widths, strict=True)
    aligned = [name[0].ljust(name[1]), value[0].rjust(value[1])]
    return "  ".join([*aligned, *(cell.ljust(width) for cell, width in others)]).rstrip()


def _digits(value) -> str:
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
