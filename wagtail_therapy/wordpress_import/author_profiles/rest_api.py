"""The people that a WordPress site lists for everyone, with their bios and pictures."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import IO, Any
from urllib.parse import urlsplit

from ..media.failures import Failure, MediaError
from ..wxr.records import Site

USERS = "wp/v2/users"
# WordPress gives no more at once.
TOGETHER = 100
MOST_PAGES = 10
# Until the last page is asked for, which may take 15: web servers give up a request after 30.
SECONDS = 12
LONGEST_NAME = 255
LONGEST_BIO = 20_000
LONGEST_ADDRESS = 2000
WORDPRESS_COM = "wordpress.com"
# Its own sites don't answer at their addresses.
WORDPRESS_COM_API = "https://public-api.wordpress.com"
# Another address may answer, as with plain permalinks.
TRY_ELSEWHERE = {Failure.MISSING, Failure.STATUS, Failure.KIND}
# HTTP statuses. Asked at once in another way, it would be as busy, or take us for an attack.
BUSY = {"429", "503"}

OpenFile = Callable[[str], IO[bytes]]


@dataclass(frozen=True)
class Profile:
    """``slug`` is in the address of their posts. ``bio`` is HTML that is not to be trusted."""

    slug: str = field(repr=False)
    name: str = field(default="", repr=False)
    bio: str = field(default="", repr=False)
    # An address.
    picture: str = field(default="", repr=False)


@dataclass(frozen=True)
class Told:
    """What a site says about one person. Reports of errors show no texts of it."""

    values: dict[str, Any] = field(repr=False)


def profiles_of(site: Site, open_file: OpenFile) -> list[Profile]:
    """Return the people with public posts.

    Raises MediaError: of the address that was tried first, or that a busy site answered with.
    A picture that several people have is the one for those without their own.
    """
    end = monotonic() + SECONDS
    first: MediaError | None = None
    for endpoint in _endpoints(site):
        try:
            found = _listed(endpoint, open_file, end)
        except MediaError as error:
            if error.detail in BUSY:
                raise
            first = first or error
            if error.failure not in TRY_ELSEWHERE:
                break
        else:
            numbers = Counter(one.picture for one in found)
            return [replace(one, picture="") if numbers[one.picture] > 1 else one for one in found]
    raise first or MediaError(Failure.ADDRESS)


def _endpoints(site: Site) -> list[str]:
    """Return where people are listed, up to the number of the page."""
    base = site.base_url.rstrip("/")
    query = f"per_page={TOGETHER}&page="
    host = urlsplit(base).hostname or ""
    made_by = urlsplit(site.generator).hostname or ""
    if host.endswith(f".{WORDPRESS_COM}") or made_by.removeprefix("www.") == WORDPRESS_COM:
        return [f"{WORDPRESS_COM_API}/wp/v2/sites/{host}/users?{query}"]
    return [f"{base}/wp-json/{USERS}?{query}", f"{base}/?rest_route=/{USERS}&{query}"]


def _listed(endpoint: str, open_file: OpenFile, end: float) -> list[Profile]:
    found: list[Profile] = []
    for page in range(1, MOST_PAGES + 1):
        if monotonic() > end:
            raise MediaError(Failure.TIMEOUT)
        try:
            told = _told(f"{endpoint}{page}", open_file)
        except MediaError as error:
            # What WordPress answers after the last page.
            if page > 1 and (error.failure, error.detail) == (Failure.STATUS, "400"):
                break
            raise
        found += filter(None, map(_profile, told))
        if len(told) < TOGETHER:
            break
    return found


def _told(address: str, open_file: OpenFile) -> list[Told | None]:
    with open_file(address) as file:
        try:
            told = json.load(file)
        # RecursionError: lists that are in each other without end.
        except (ValueError, RecursionError):
            raise MediaError(Failure.KIND) from None
    if not isinstance(told, list):
        raise MediaError(Failure.KIND)
    return [Told(one) if isinstance(one, dict) else None for one in told]


def _profile(told: Told | None) -> Profile | None:
    if told is None or not _text(told, "slug", LONGEST_NAME):
        return None
    return Profile(
        _text(told, "slug", LONGEST_NAME),
        _text(told, "name", LONGEST_NAME),
        _text(told, "description", LONGEST_BIO),
        _largest(told),
    )


def _largest(told: Told) -> str:
    """Return the address of the largest picture. They are by their size, in pixels."""
    avatars = told.values.get("avatar_urls")
    if not isinstance(avatars, dict):
        return ""
    sizes = [size for size in avatars if size.isdecimal() and len(size) < 6]
    return _text(Told(avatars), max(sizes, key=int), LONGEST_ADDRESS) if sizes else ""


def _text(told: Told, name: str, most: int) -> str:
    value = told.values.get(name)
    if not isinstance(value, str):
        return ""
    # Databases take neither zeros nor halves of letters.
    return value[:most].replace("\0", "").encode(errors="ignore").decode()
