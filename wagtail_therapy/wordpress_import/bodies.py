"""Stands in for the bodies of pages, until they're merged."""

import json
from dataclasses import dataclass, field
from typing import Any

from .conversion.results import Conversion


@dataclass
class Body:
    blocks: list[Any] = field(default_factory=list)
    references: list[Any] = field(default_factory=list)

    @property
    def raw(self) -> str:
        return json.dumps(self.blocks)


def body_of(job: Any, model: Any, conversion: Conversion) -> Body:
    known = {"paragraph", "heading", "subheading", "quote"}
    blocks = [{"type": name, "value": value} for name, value in conversion.blocks if name in known]
    return Body(blocks)
