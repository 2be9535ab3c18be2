"""The excerpt of a post, as far as an author chose one."""

from wagtail.rich_text import get_text_for_indexing

from wagtail_therapy.content.text.excerpts import truncated

from ..conversion.converting import plain_text
from ..conversion.results import Conversion


def excerpt_of(written: str, conversion: Conversion) -> str:
    """Return the excerpt that was written, or the words above "Read more", or "".

    What is above it and longer than an excerpt isn't one: pages without one show their first words.
    """
    if words := plain_text(written):
        return words
    opening = " ".join(_opening(conversion).split())
    return opening if opening == truncated(opening) else ""


def _opening(conversion: Conversion) -> str:
    above = conversion.blocks[: conversion.excerpt_end or 0]
    return " ".join(get_text_for_indexing(value) for name, value in above if name == "paragraph")
