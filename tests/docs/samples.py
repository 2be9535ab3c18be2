"""The samples of the documentation: every fenced block, and where it says that it belongs."""

import re
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGES = ["README.md", "CONTRIBUTING.md", "SECURITY.md"]
FENCE = re.compile(r"^ *(?:\d+\. )?```(\w*)[^\n]*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
MARKER = re.compile(r"<!-- (\S+) -->\n\s*\Z")
# The first line of a sample is a comment that begins with the name of its file.
PLACE = re.compile(r"(?:#|\{#) ([\w/.]+\.(?:py|html))\b")
# The same for a file of the server, below its shebang if it has one.
ON_SERVER = re.compile(r"(?:#!.*\n)?# (/[\w./-]+|compose\.yaml|Dockerfile|\.env)\n")
SHELL = "# python manage.py shell"


@dataclass(frozen=True)
class Sample:
    page: str
    line: int
    language: str
    text: str
    # What an HTML comment above it says, such as "install:settings".
    marker: str

    def __str__(self):
        return f"{self.page}:{self.line} [{self.language}]"

    @property
    def first_line(self) -> str:
        return self.text.partition("\n")[0]

    @property
    def place(self) -> str:
        """Return the file that it names in its first line, or ""."""
        match = PLACE.match(self.first_line)
        return match[1] if match else ""

    @property
    def server_file(self) -> str:
        """Return the file of a server that it is, or ""."""
        match = ON_SERVER.match(self.text)
        return match[1] if match else ""

    @property
    def is_shell(self) -> bool:
        return self.first_line == SHELL


@cache
def samples() -> list[Sample]:
    """Return all of them, page by page."""
    pages = [ROOT / name for name in PAGES] + sorted((ROOT / "docs").rglob("*.md"))
    return [sample for path in pages for sample in samples_in(path)]


def samples_in(path: Path) -> list[Sample]:
    text = path.read_text()
    page = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
    return [_sample(page, text, match) for match in FENCE.finditer(text)]


def _sample(page, text, match):
    before = text[: match.start()]
    marker = MARKER.search(before)
    return Sample(
        page=page,
        line=before.count("\n") + 1,
        language=match[1],
        text=textwrap.dedent(match[2]),
        marker=marker[1] if marker else "",
    )
