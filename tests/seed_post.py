"""Reads the real post that the main job is tried on, when it lies beside the repository."""

import re
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).parent.parent.parent / "shared" / "data" / "seed-post.txt"
BULLET = "•"


@dataclass
class SeedPost:
    """A post as copied from a blog: each line is a paragraph, a heading or an item."""

    title: str
    categories: list[str]
    body: list[tuple[str, str]]
    author: str
    letters: str
    bio: str


def read() -> SeedPost:
    lines = [line.strip() for line in PATH.read_text(encoding="utf-8").splitlines()]
    title, byline, *rest = filter(None, lines)
    about = next(line for line in rest if line.startswith("About me:"))
    author, letters, bio = re.match(r"About me: I am ([^,]+), ([\w.]+) (.+)", about).groups()
    text = rest[: rest.index(about) - 1]
    return SeedPost(
        title=title,
        categories=[name.strip() for name in byline.split("|")[2].split(",")],
        body=[(_kind(line, title), line.lstrip(f"{BULLET} ")) for line in text],
        author=author,
        letters=letters,
        bio=bio.strip(),
    )


def _kind(line, title):
    if line.startswith(BULLET):
        return "item"
    is_short = line.endswith(":") and len(line) < 80
    return "heading" if is_short or line == title else "paragraph"
