"""Blocks that choose an object."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from wagtail.blocks import ChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_therapy.content.caching import remembered


class RememberedChooserBlock(ChooserBlock):
    """Reads what several blocks of a page choose once for each request.

    Inherit from it before a chooser of Wagtail. Each block still has an object of its own.
    """

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        keys = list(values)
        read = super().bulk_to_python
        return [copy(one) for one in remembered((self.model_class, *keys), lambda: read(keys))]


class RememberedSnippetBlock(RememberedChooserBlock, SnippetChooserBlock):
    """Chooses a snippet that other blocks of the page often choose, too."""
