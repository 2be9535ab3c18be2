"""Checks for rows that a host has to add to a page type, because a mixin can't define them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core import checks

CLASS = """class {name}({mixin}):
    {key} = ParentalKey({model}, on_delete=models.CASCADE, related_name="{relation}")
"""


@dataclass(frozen=True)
class RequiredRows:
    """A kind of rows that a page type needs, and the code that defines them."""

    relation: str
    mixin: str
    # The end of the class name, after that of the page type: "Author" in "PostAuthor".
    suffix: str
    key: str = "page"
    # An attribute that the page type itself needs, such as the manager of tags.
    attribute: str = ""
    line: str = ""

    def are_in(self, model: Any) -> bool:
        names = [self.relation, self.attribute] if self.attribute else [self.relation]
        return all(hasattr(model, name) for name in names)

    def code_for(self, model: Any) -> str:
        """Return the code for a page type, ready to paste."""
        name = f"{model.__name__}{self.suffix}"
        code = CLASS.format(model=model.__name__, name=name, **vars(self))
        label = getattr(model, "_meta", None) and model._meta.app_label
        line = self.line.format(through=f"{label}.{name}")
        return f"{line}\n\n{code}" if line else code


def check_required_rows(
    models: Iterable[Any], kinds: Iterable[RequiredRows], module: str, error_id: str
) -> Iterator[checks.Error]:
    """Yield an error for each kind of rows that a page type lacks."""
    kinds = list(kinds)
    for model in models:
        for rows in kinds:
            if not rows.are_in(model):
                yield checks.Error(
                    f"{model.__name__} has no {rows.relation}.",
                    hint=f"Write, with {rows.mixin} of {module}:\n\n{rows.code_for(model)}",
                    obj=model,
                    id=error_id,
                )
