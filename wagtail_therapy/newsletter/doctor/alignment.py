"""Whether DMARC treats two domains as one owner's (RFC 7489 section 3.1).

Needs publicsuffixlist, which the extra ``doctor`` installs, to know where a registry's part ends.
"""

from functools import cache
from importlib.util import find_spec
from typing import Any


def is_aligned(one: str, other: str) -> bool:
    """Whether both belong to one organizational domain.

    Without publicsuffixlist: whether they are the same, or one is below the other.
    """
    if not (one and other):
        return False
    if suffixes := _public_suffixes():
        owner = suffixes.privatesuffix(one)
        return owner is not None and owner == suffixes.privatesuffix(other)
    return f".{one}".endswith(f".{other}") or f".{other}".endswith(f".{one}")


@cache
def _public_suffixes() -> Any:
    if find_spec("publicsuffixlist") is None:
        return None
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
