"""Errors at the blocks of a body that has others already."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError


def add_block_errors(error: Any, added: Mapping[int, ValidationError]) -> None:
    """Add errors of blocks, by their numbers, to the error of a stream of blocks.

    An error that names no blocks, such as one of the whole field, is left as it is.
    """
    found = getattr(error, "block_errors", None)
    if found is None:
        return
    for number, one in added.items():
        found[number] = _combined(found[number], one) if number in found else one


def _combined(error: Any, added: ValidationError) -> ValidationError:
    if hasattr(error, "non_block_errors"):
        # A block of blocks, whose errors are at the blocks in it.
        error.non_block_errors.append(added)
        return error
    return ValidationError([error, added])
