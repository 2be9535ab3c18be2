"""The comments of an old site: what an import stores, what visitors see, and how one is erased."""

from .erasing import erase, withdraw
from .names import shortened
from .storing import OldComment, Stored, store, store_all

__all__ = ["OldComment", "Stored", "erase", "shortened", "store", "store_all", "withdraw"]
