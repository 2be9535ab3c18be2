"""Each reference of the example site has a line about what was read of it."""

import re
import tomllib

from tests.example_site.texts import TEXTS, manuscripts
from tests.processes import ROOT

SOURCES = (ROOT / "docs/concepts/evidence-sources.md").read_text()
ROW = re.compile(r"^\| `(?P<key>[a-z0-9-]+)` \|(?P<doi>[^|]*)\|(?P<seen>[^|]+)\|", re.MULTILINE)


def section(heading):
    return SOURCES.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_each_reference_says_what_was_read_of_it_and_has_one_doi_in_all_texts():
    texts = [*manuscripts("approaches"), *manuscripts("posts")]
    cited = {(row[0], row[8]) for text in texts for row in text.cells("Reference")}
    listed = [(row["key"], row["doi"].strip()) for row in ROW.finditer(section("References"))]
    assert listed == sorted(cited)


def test_each_guideline_says_what_was_read_of_it():
    guidelines = tomllib.loads((TEXTS / "practice.toml").read_text())["guidelines"]
    listed = re.findall(r"^\| `([a-z0-9-]+)` \|", section("Guidelines"), re.MULTILINE)
    assert sorted(listed) == sorted(guidelines)
