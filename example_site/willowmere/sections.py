"""Turns the sections of a text into the blocks that pages about approaches have for them.

A section starts with its name in square brackets, alone on a line, and lasts until the next one, a
heading or a boxed text. A line such as ``= Term | What it means.`` is a row of two cells.
"""

import re

from example_site.willowmere.bodies import BodyReader

ROW = re.compile(r"^= (.*?) \| ", re.MULTILINE)
ADDRESS = re.compile(r"^- ((?:post|approach):\S+)$", re.MULTILINE)
NAME = re.compile(r"^\[(?P<name>[a-z_]+)\]$")
ENDS = re.compile(r"^(?:#|> \[!)")
HEADINGS = {
    "key_points": "In short",
    "fit": "Is it for you?",
    "evidence": "What research says",
    "if_it_does_not_help": "If it does not help",
    "history": "Where it comes from",
    "differences": "How it differs",
    "related": "Read on",
}


class SectionReader(BodyReader):
    def read(self, body: str) -> list[dict]:
        """Return the blocks of the body."""
        return super().read("\n\n".join(self.chunks(body)))

    def chunks(self, body: str):
        for chunk in body.split("\n\n"):
            found = NAME.match(chunk)
            if found:
                name = found["name"]
                yield "## " + HEADINGS.get(name, name.replace("_", " ").capitalize())
            elif chunk.startswith("= "):
                yield ROW.sub(r"- **\1** ", chunk)
            else:
                yield ADDRESS.sub(r"- [\1](\1)", chunk)
