"""Which original an address means: sized variants and copies lead to one file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from wagtail_therapy.wordpress_import.conversion.results import Attachment

from . import addresses
from .failures import Failure, MediaError

# WordPress adds these to the names of what it makes of an upload.
SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?:@2x)?\Z")
MADE = re.compile(r"-(?:scaled|rotated)\Z")
EDIT = re.compile(r"-e\d{10,13}\Z")
# Plugins add a second ending to their copies in other formats.
COPIES = {".webp", ".avif"}
PICTURES = {".jpg", ".jpeg", ".png", ".gif"}


@dataclass(frozen=True)
class Original:
    """A file, and where to look for it, the best place first.

    ``address`` tells it apart from others; of an image within an address it is only a digest.
    """

    address: str
    places: tuple[str, ...]
    attachment_id: int | None = None
    attachment: Attachment | None = None
    # Whether it is on the old site itself.
    is_own: bool = True

    @property
    def digest(self) -> str:
        return sha256(self.address.encode()).hexdigest()

    @property
    def name(self) -> str:
        return PurePosixPath(addresses.parts(self.address, "").path).name if self.is_file else ""

    @property
    def is_file(self) -> bool:
        return not self.address.startswith("data:")


class Originals:
    """The files that an export knows, and the way from each address to one of them."""

    def __init__(self, base_url: str, attachments: Mapping[int, Attachment]):
        self.attachments = attachments
        self._base_url = base_url
        self._own = _own(base_url)
        self._exact: dict[str, int] = {}
        self._by_stem: dict[str, int] = {}
        for number, attachment in attachments.items():
            self._note(number, attachment.address)

    def _note(self, number: int, address: str) -> None:
        try:
            path = _key(self._parts(address))
        except MediaError:
            return
        self._exact.setdefault(path, number)
        for shorter in _peeled(path):
            self._by_stem.setdefault(shorter, number)

    def attached(self, number: int) -> Original:
        """Return the file with WordPress’ number. Raises MediaError if the export has none."""
        if number not in self.attachments:
            raise MediaError(Failure.MISSING)
        return self.of(self.attachments[number].address)

    def address_of(self, number: int | None) -> str:
        """Return the address of the file with a number, or the number if the export has none."""
        known = self.attachments.get(number) if number is not None else None
        return known.address if known else str(number)

    def of(self, address: str) -> Original:
        """Return what an address means. Raises MediaError if it can’t mean a file."""
        if not address:
            raise MediaError(Failure.MISSING)
        if address.startswith("data:"):
            digest = sha256(address.encode()).hexdigest()
            return Original(f"data:{digest}", (address,))
        parts = self._parts(address)
        number = self._known(_key(parts))
        if number is not None:
            return self._original(parts, number)
        if parts.host != self._own.host:
            return Original(str(parts), (str(parts),), is_own=False)
        return _guessed(parts)

    def _parts(self, address: str) -> addresses.Parts:
        """Take an address apart; those of the old site lead to its one host, without a query."""
        parts = addresses.parts(address, self._base_url)
        own = self._own
        is_own = addresses.bare_host(parts.host) == addresses.bare_host(own.host)
        if is_own or addresses.is_copy(parts.host, parts.path, own.host):
            return replace(own, path=parts.path, query="")
        return parts

    def _known(self, path: str) -> int | None:
        peeled = list(_peeled(path))
        exact = (self._exact.get(one) for one in [path, *peeled])
        others = (self._by_stem.get(one) for one in [path, *peeled])
        return next((one for one in [*exact, *others] if one is not None), None)

    def _original(self, parts: addresses.Parts, number: int) -> Original:
        attachment = self.attachments[number]
        known = str(self._parts(attachment.address))
        return Original(known, _each_once(known, str(parts)), number, attachment)


def _own(base_url: str) -> addresses.Parts:
    """Return the address of the old site. If the export doesn't say it, no file is of its own."""
    try:
        return addresses.parts(base_url, "")
    except MediaError:
        return addresses.Parts("https", "", 0, "/", "")


def _guessed(parts: addresses.Parts) -> Original:
    """Return where a file may be that the export doesn’t list.

    An edited picture is never replaced by what it was before: a person may be cut off it.
    """
    path = parts.path
    *_, shortest = [path, *_peeled(path, edits=False)]
    whole = str(replace(parts, path=shortest))
    scaled = str(replace(parts, path=_with_stem(shortest, "-scaled")))
    is_variant = bool(SIZE.search(PurePosixPath(path).stem)) or path.endswith(tuple(COPIES))
    places = (whole, scaled, str(parts)) if is_variant else (str(parts), whole)
    return Original(whole, _each_once(*places))


def _peeled(path: str, *, edits: bool = True) -> Iterator[str]:
    """Yield the path without one mark after the other."""
    if PurePosixPath(path).suffix in COPIES and PurePosixPath(path).with_suffix("").suffix in (
        PICTURES
    ):
        path = str(PurePosixPath(path).with_suffix(""))
        yield path
    for mark in (SIZE, MADE, EDIT, MADE) if edits else (SIZE, MADE):
        file = PurePosixPath(path)
        stem = mark.sub("", file.stem)
        if stem and stem != file.stem:
            path = str(file.with_name(stem + file.suffix))
            yield path


def _with_stem(path: str, mark: str) -> str:
    file = PurePosixPath(path)
    return str(file.with_name(f"{file.stem}{mark}{file.suffix}")) if file.name else path


def _key(parts: addresses.Parts) -> str:
    return f"{parts.host}{parts.path}"


def _each_once(*places: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places))
