"""Pictures of authors: of the old site itself, or of Gravatar, which WordPress shows."""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import IO, Any
from urllib.parse import urlsplit

from django.views.decorators.debug import sensitive_variables
from wagtail.images.fields import WagtailImageField

from ..conversion.results import Attachment
from ..media import addresses, photos
from ..media.failures import Failure, MediaError
from ..media.kinds import Kind, kind_of
from ..media.originals import Originals
from ..media.storing import Shelf
from ..media.temporary_files import digest
from ..models import ImportedFile, OldSite

GRAVATAR = "https://secure.gravatar.com"
# In pixels. Without a picture, Gravatar is to say so, and to send no silhouette.
WANTED = "s=512&d=404"
GRAVATAR_PATH = re.compile(r"/avatar/([0-9a-f]{32,64})/?")
IMAGE = ImportedFile.StoredAs.IMAGE


@dataclass(frozen=True)
class Avatar:
    """Where a picture is, the best place first. Its address may hold a digest of an email’s."""

    host: str
    key: str = field(repr=False)
    places: tuple[str, ...] = field(repr=False)

    @property
    def digest(self) -> str:
        return sha256(self.key.encode()).hexdigest()


@dataclass(frozen=True)
class Fetched:
    """A picture without notes, in a temporary file."""

    avatar: Avatar
    file: IO[bytes]
    kind: Kind
    # Of the bytes as they came.
    digest: str


@sensitive_variables()
def avatar_of(address: str, base_url: str) -> Avatar:
    """Return where the picture at an address is. Raises MediaError for one on another host."""
    parts = addresses.parts(address, base_url)
    if parts.host == "gravatar.com" or parts.host.endswith(".gravatar.com"):
        found = GRAVATAR_PATH.fullmatch(parts.path)
        if not found:
            raise MediaError(Failure.ADDRESS)
        place = f"{GRAVATAR}/avatar/{found[1]}"
        return Avatar(GRAVATAR, place, (f"{place}?{WANTED}",))
    original = Originals(base_url, {}).of(address)
    if not original.is_own:
        raise MediaError(Failure.OTHER_HOST)
    if addresses.UPLOADS not in parts.path:
        # A plugin's silhouette, or one of the theme's: no picture that a person has uploaded.
        raise MediaError(Failure.MISSING)
    return Avatar(base_url, original.address, original.places)


@sensitive_variables()
def stored(old_site: OldSite, avatar: Avatar) -> Any:
    """Return its image, or None. Raises MediaError if a person has deleted that here."""
    row = _rows(old_site, avatar).select_related("image").first()
    if row is not None and row.is_deleted:
        raise MediaError(Failure.DELETED)
    return row.image if row is not None else None


@sensitive_variables()
def fetched(avatar: Avatar, open_file: Any) -> Fetched:
    """Return the picture, whose file is to be closed. Raises MediaError."""
    first: MediaError | None = None
    for place in avatar.places:
        try:
            with open_file(place) as file:
                return _cleaned(avatar, file, urlsplit(place).path)
        except MediaError as error:
            first = first or error
            if error.failure != Failure.MISSING:
                break
    raise first or MediaError(Failure.MISSING)


@sensitive_variables()
def store(old_site: OldSite, picture: Fetched, shelf: Shelf, author: Any) -> Any:
    """Store a picture of an author. Raises MediaError if the host’s model doesn’t take it.

    Neither the address of a Gravatar nor the name of its file is kept: both say whose email it is.
    """
    avatar = picture.avatar
    known = Attachment("", alt=author.name, title=author.name)
    image = shelf.image(picture.file, picture.kind, author.slug or "author", known)
    ImportedFile.objects.update_or_create(
        old_site=old_site,
        address_digest=avatar.digest,
        stored_as=IMAGE,
        defaults={
            "address": avatar.host if avatar.host == GRAVATAR else avatar.key,
            "digest": picture.digest,
            "image": image,
            "failure": "",
        },
    )
    return image


@sensitive_variables()
def _rows(old_site: OldSite, avatar: Avatar) -> Any:
    return old_site.files.filter(address_digest=avatar.digest, stored_as=IMAGE)


@sensitive_variables()
def _cleaned(avatar: Avatar, file: IO[bytes], path: str) -> Fetched:
    kind = kind_of(file, path.rpartition(".")[2].lower())
    if not kind.is_image:
        raise MediaError(Failure.NOT_AN_IMAGE)
    found = digest(file)
    cleaned = photos.cleaned(file, kind, WagtailImageField().max_image_pixels)
    return Fetched(avatar, cleaned, kind, found)
