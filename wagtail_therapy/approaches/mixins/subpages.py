from collections.abc import Sequence
from typing import Any


def subpage_url(index: Any, address: str, name: str, args: Sequence[Any] = ()) -> str:
    """Return the address of a route of the index below ``address``; "" if that is empty."""
    # A host may have chosen WAGTAIL_APPEND_SLASH = False.
    return f"{address.rstrip('/')}/{index.reverse_subpage(name, args)}" if address else ""
