from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    OK = "OK"
    # Mail goes out, but something should be better, or could not be looked at.
    WARN = "WARN"
    # Mail does not go out, does not arrive, or breaks a promise to readers.
    FAIL = "FAIL"


@dataclass(frozen=True)
class Finding:
    """What one check has found, and what to do about it."""

    level: Level
    about: str
    fact: str
    advice: str = ""

    def __str__(self) -> str:
        advice = f" {self.advice}" if self.advice else ""
        return f"{self.level:<4}  {self.about}: {self.fact}{advice}"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def ok(about: str, fact: str, advice: str = "") -> Finding:
    return Finding(Level.OK, about, fact, advice)


def warn(about: str, fact: str, advice: str = "") -> Finding:
    return Finding(Level.WARN, about, fact, advice)


def fail(about: str, fact: str, advice: str = "") -> Finding:
    return Finding(Level.FAIL, about, fact, advice)
