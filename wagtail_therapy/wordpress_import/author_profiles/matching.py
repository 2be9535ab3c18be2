"""Which person of the old site someone in the export is. Nothing is guessed between two."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from unicodedata import normalize

from ..addresses.terms import nicename
from ..conversion.converting import plain_text
from .rest_api import Profile

Key = TypeVar("Key")


@dataclass(frozen=True)
class Account:
    """Someone as the export has them."""

    login: str = field(repr=False)
    name: str = field(default="", repr=False)


def matched(
    accounts: Mapping[Key, Account], profiles: list[Profile]
) -> tuple[dict[Key, Profile], set[Key]]:
    """Return the profile of each account, and the accounts that several people match.

    Pass all accounts, not only those that need something: otherwise one could get the profile of
    another. The login decides, because WordPress makes the slug from it. A plugin may have made
    another slug; then the name decides.
    """
    found: dict[Key, Profile] = {}
    several: set[Key] = set()
    logins = {key: _slugs(account) for key, account in accounts.items()}
    for key, account in accounts.items():
        of_others = {slug for one, slugs in logins.items() if one != key for slug in slugs}
        others = [one for one in profiles if one.slug not in of_others]
        candidates = _by_login(account, profiles) or _by_name(account, accounts, others)
        if len(candidates) == 1:
            found[key] = candidates[0]
        elif candidates:
            several.add(key)
    claims = Counter(found.values())
    claimed = {key for key, profile in found.items() if claims[profile] > 1}
    return {key: one for key, one in found.items() if key not in claimed}, several | claimed


def _by_login(account: Account, profiles: list[Profile]) -> list[Profile]:
    slugs = _slugs(account)
    return [one for one in profiles if one.slug in slugs]


def _slugs(account: Account) -> set[str]:
    return {nicename(account.login), account.login.lower()} - {""}


def _by_name(
    account: Account, accounts: Mapping[Key, Account], profiles: list[Profile]
) -> list[Profile]:
    name = _name(account.name)
    same = [one for one in profiles if name and _name(one.name) == name]
    is_one = sum(_name(one.name) == name for one in accounts.values()) == 1
    # Each of two accounts could be this person: as much as with two people.
    return same if is_one else same * 2


def _name(written: str) -> str:
    return normalize("NFC", plain_text(written)).casefold()
