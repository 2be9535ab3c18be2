"""Reads the texts of the practice from plain text files.

A file starts with headers such as ``Title: …``. After the first empty line comes the body, in a
subset of Markdown: see ``markdown``.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).with_name("texts")


@dataclass(frozen=True)
class TextFile:
    name: str
    headers: list[tuple[str, str]]
    body: str

    def __getitem__(self, name: str) -> str:
        """Return the first header with that name, or ""."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> list[str]:
        return [value for header, value in self.headers if header == name]

    def rows(self, name: str) -> list[list[str]]:
        """Return each header with that name, split at ``|``."""
        return [[cell.strip() for cell in value.split("|")] for value in self.all(name)]

    @property
    def slug(self) -> str:
        return self["Slug"] or self.name


def names(value: str) -> list[str]:
    """Return the names in a comma-separated list."""
    return [name.strip() for name in value.split(",") if name.strip()]


def load(folder: str) -> list[TextFile]:
    """Return the texts of a folder, in the order of their file names."""
    return [read(path) for path in sorted((TEXTS / folder).glob("*.md"))]


def read(path: Path) -> TextFile:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    lines = (line.partition(":") for line in head.splitlines())
    return TextFile(path.stem, [(name, value.strip()) for name, _, value in lines], body.strip())


def practice() -> dict:
    """Return the tables of ``practice.toml``, without the line breaks around long texts."""
    tables = tomllib.loads((TEXTS / "practice.toml").read_text(encoding="utf-8"))
    return {name: stripped(table) for name, table in tables.items()}


def stripped(table: dict) -> dict:
    return {
        name: value.strip() if isinstance(value, str) else value for name, value in table.items()
    }
