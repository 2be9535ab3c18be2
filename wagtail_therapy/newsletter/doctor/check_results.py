from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class CheckLevel(StrEnum):
    OK = "OK"
    # Emails are sent, but something should be better, or couldn't be checked.
    WARN = "WARN"
    # Emails aren't sent, don't arrive, or break a promise to readers.
    FAIL = "FAIL"


@dataclass(frozen=True)
class CheckResult:
    """What one check found, and what to do about it."""

    level: CheckLevel
    about: str
    fact: str
    advice: str = ""

    def __str__(self) -> str:
        advice = f" {self.advice}" if self.advice else ""
        return f"{self.level:<4}  {self.about}: {self.fact}{advice}"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def ok(about: str, fact: str, advice: str = "") -> CheckResult:
    return CheckResult(CheckLevel.OK, about, fact, advice)


def warn(about: str, fact: str, advice: str = "") -> CheckResult:
    return CheckResult(CheckLevel.WARN, about, fact, advice)


def fail(about: str, fact: str, advice: str = "") -> CheckResult:
    return CheckResult(CheckLevel.FAIL, about, fact, advice)
