"""Reads the texts of the example site as files, as its own code is never imported here."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.processes import ROOT

TEXTS = ROOT / "example_site/willowmere/texts"
MARKS = re.compile(r"\[ref:[^\]]*\]|^> (?:\[![^\]]*\]? ?\w*\]?)?|^[=-] |^---$", re.MULTILINE)
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True)
class Manuscript:
    path: Path
    head: str
    body: str

    def __str__(self):
        return self.path.stem

    def cells(self, name: str) -> list[list[str]]:
        """Return each header of that name, cut at its ``|``."""
        values = re.findall(rf"^{name}:(.*)$", self.head, re.MULTILINE)
        return [[cell.strip() for cell in value.split("|")] for value in values]

    def section(self, name: str) -> str:
        """Return the words of one section, a sentence in each line; "" when it has none."""
        found = re.search(
            rf"^\[{name}\]\n(.*?)(?=^\[[a-z_]+\]$|\Z)", self.body, re.MULTILINE | re.DOTALL
        )
        return plain(found[1]) if found else ""


def manuscripts(folder: str) -> list[Manuscript]:
    paths = sorted((TEXTS / folder).glob("*.md"))
    return [Manuscript(path, *path.read_text().split("\n\n", maxsplit=1)) for path in paths]


def plain(text: str) -> str:
    return LINK.sub(r"\1", MARKS.sub("", text)).replace(" | ", ".\n")
