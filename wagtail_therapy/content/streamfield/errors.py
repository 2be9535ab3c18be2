"""Adds errors of blocks to a stream that already has errors."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError


def add_block_errors(error: Any, added: Mapping[int, ValidationError]) -> None:
    """Add errors of blocks, by number, to the error of a stream.

    An error that isn't about blocks, such as one of the whole field, doesn't change.
    """
    found = getattr(error, "block_errors", None)
    if found is None:
        return
    for number, one in added.items():
        found[number] = _combined(found[number], one) if number in found else one


def _combined(error: Any, added: ValidationError) -> ValidationError:
    if hasattr(error, "non_block_errors"):
        # A block that contains blocks, which have the errors.
        error.non_block_errors.append(added)
        return error
    return ValidationError([error, added])
