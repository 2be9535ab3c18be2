"""Turns the sections of a text into blocks of a page about an approach.

A section starts with its name in square brackets, alone on a line, and ends at the next section,
heading or boxed text. In it, ``= Term | What it means.`` is a row of two cells, and ``---``
separates two parts.
"""

import re
from itertools import groupby

from example_site.willowmere.markdown import LIST_ITEM, BodyReader, paragraphs

NAME = re.compile(r"^\[(?P<name>[a-z_]+)\]$")
ENDS = re.compile(r"^(?:#|> \[!)")


class SectionReader(BodyReader):
    def read(self, body: str) -> list[dict]:
        """Return the blocks of the body: of its sections, and of the text between them."""
        blocks: list[dict] = []
        for (_number, name), chunks in groupby(named_chunks(body), key=lambda one: one[:2]):
            texts = [chunk for _number, _name, chunk in chunks]
            if name:
                blocks.append(self.with_id(name, getattr(self, name)(*texts)))
            else:
                blocks += super().read("\n\n".join(texts))
        return blocks

    def key_points(self, points: str) -> dict:
        return {"heading": "", "points": self.lines(points)}

    def how_it_works(self, *chunks: str) -> dict:
        *text, concepts = chunks
        rows = self.rows(concepts, "term", "definition")
        return {"heading": "", "text": self.prose(*text), "concepts": rows}

    def what_to_expect(self, parts: str) -> dict:
        texts = [(name.lower().replace(" ", "_"), text) for name, text in cells(parts)]
        return {"heading": "", **{name: self.prose(text) for name, text in texts}}

    def techniques(self, techniques: str) -> dict:
        return {"heading": "", "techniques": self.rows(techniques, "name", "description")}

    def fit(self, suits: str, suits_less: str) -> dict:
        return {"heading": "", "suits": self.lines(suits), "suits_less": self.lines(suits_less)}

    def evidence(self, *chunks: str) -> dict:
        at = chunks.index("---")
        summary, limits = self.prose(*chunks[:at]), self.prose(*chunks[at + 1 :])
        return {"heading": "", "summary": summary, "limits": limits}

    def text_section(self, *chunks: str) -> dict:
        return {"heading": "", "text": self.prose(*chunks)}

    risks_and_limits = if_it_does_not_help = history = text_section

    def training(self, *chunks: str) -> dict:
        rest = {"credentials": [], "how_to_check": "", "registers": []}
        return self.text_section(*chunks) | rest

    def questions_to_ask(self, questions: str) -> dict:
        items = [self.with_id("item", question) for question in listed(questions)]
        return {"heading": "", "questions": items}

    def faq(self, questions: str) -> dict:
        return {"heading": "", "questions": self.rows(questions, "question", "answer")}

    def myths(self, myths: str) -> dict:
        return {"heading": "", "myths": self.rows(myths, "myth", "answer")}

    def differences(self, differences: str) -> dict:
        rows = [
            {"approach": self.page(f"approach:{slug}"), "difference": self.prose(text)}
            for slug, text in cells(differences)
        ]
        return {"heading": "", "differences": [self.with_id("item", row) for row in rows]}

    def related(self, pages: str) -> dict:
        return {"heading": "", "pages": self.chosen(pages)}

    def comparison(self, approaches: str) -> dict:
        return {"caption": "", "approaches": self.chosen(approaches)}

    def chosen(self, chunk: str) -> list[dict]:
        return [self.with_id("item", self.page(key)) for key in listed(chunk)]

    def lines(self, chunk: str) -> list[dict]:
        return [self.with_id("item", self.prose(one)) for one in listed(chunk)]

    def rows(self, chunk: str, name: str, text: str) -> list[dict]:
        rows = [{name: first, text: self.prose(second)} for first, second in cells(chunk)]
        return [self.with_id("item", row) for row in rows]

    def prose(self, *chunks: str) -> str:
        return paragraphs(list(chunks), self.pages)

    def page(self, key: str) -> int:
        return self.pages[key].pk


def named_chunks(body: str):
    """Yield each chunk after the number and name of its section; the name is "" outside one."""
    number, name = 0, ""
    for chunk in body.split("\n\n"):
        if found := NAME.match(chunk):
            number, name = number + 1, found["name"]
            continue
        if ENDS.match(chunk):
            name = ""
        yield number, name, chunk


def listed(chunk: str) -> list[str]:
    return [LIST_ITEM.sub("", line) for line in chunk.splitlines()]


def cells(chunk: str) -> list[list[str]]:
    rows = [line.removeprefix("= ") for line in chunk.splitlines()]
    return [[cell.strip() for cell in row.split(" | ")] for row in rows]
