"""The files of one old site, each stored once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import IO, Any, Protocol

from django.db import IntegrityError, transaction
from wagtail.images.fields import WagtailImageField
from wagtail.models import Collection

from wagtail_therapy.wordpress_import.conversion.results import Attachment, ImageUse
from wagtail_therapy.wordpress_import.models import ImportedFile, OldSite

from . import embedded, films, photos
from .failures import Failure, MediaError
from .kinds import MP4, Kind, kind_of
from .originals import Original, Originals
from .storing import Shelf
from .temporary_files import digest

IMAGE, DOCUMENT = ImportedFile.StoredAs.IMAGE, ImportedFile.StoredAs.DOCUMENT
# A variant or a later source may have what isn't there, is a page that says so, or is damaged.
TRY_ELSEWHERE = {
    *(Failure.MISSING, Failure.STATUS, Failure.ACTIVE_CONTENT, Failure.KIND),
    *(Failure.OTHER_HOST, Failure.UNREADABLE, Failure.DAMAGED),
}


class Files(Protocol):
    """A place with files: the folder or the archive of uploads, or the old site itself."""

    # Whether it has files of the old site only, whatever host an address names.
    is_local: bool

    def open(self, address: str) -> IO[bytes]:
        """Return a file to read, and to close. Raises MediaError."""

    def refusal(self, address: str) -> Failure | None:
        """Return why it would not be opened, without asking another host."""


@dataclass(frozen=True)
class FailedFile:
    """``address`` is that of the original; ``detail`` is explained at the failure."""

    address: str
    failure: Failure
    detail: str = ""


class Library:
    """Looks a file up in its sources, in their order, and stores it when it’s first asked for.

    Each is asked for once in a run: a file that isn’t to be had is in ``failures``, and only the
    next run tries it again. What a person has deleted here isn’t stored again.

    Files can’t be rolled back, and a slow site must not hold a transaction open: ask for the files
    of a post before you begin its transaction, and then again within it.
    """

    def __init__(
        self,
        old_site: OldSite,
        attachments: Mapping[int, Attachment],
        sources: Iterable[Files],
        collection: Collection | None = None,
        by: Any = None,
    ):
        self.failures: list[FailedFile] = []
        self._old_site = old_site
        self._originals = Originals(old_site.base_url, attachments)
        self._sources = list(sources)
        self._shelf = Shelf(collection, by)
        self._rows = {(row.address_digest, row.stored_as): row for row in _rows(old_site)}
        self._failed: set[tuple[str, str]] = set()

    def image(self, use: ImageUse) -> Any:
        """Return the image that a post shows, or None. Without an address, its number counts."""
        return self._asked(use.address, use.attachment_id, IMAGE, use.alt)

    def document(self, address: str) -> Any:
        """Return the document that a post links to or plays, or None."""
        return self._asked(address, None, DOCUMENT)

    def foreseen_failure(self, address: str, number: int | None = None) -> Failure | None:
        """Return why a file won’t be stored, as far as that’s known without asking other hosts."""
        try:
            original = self._original(address, number)
        except MediaError as error:
            return error.failure
        if not original.is_file:
            return None
        refusals = [source.refusal(place) for source, place in self._places(original)]
        told = [one for one in refusals if one not in {None, Failure.MISSING}]
        return None if None in refusals else next(iter(told), Failure.MISSING)

    def _original(self, address: str, number: int | None) -> Original:
        if not address and number is not None:
            return self._originals.attached(number)
        return self._originals.of(address)

    def _asked(self, address: str, number: int | None, stored_as: str, alt: str = "") -> Any:
        try:
            original = self._original(address, number)
        except MediaError as error:
            told = address or self._originals.address_of(number)
            self._note(told[:2000], stored_as, error)
            return None
        row = self._row(original, stored_as)
        if row.stored is not None:
            return row.stored
        if (row.address, stored_as) in self._failed:
            return None
        return self._stored(original, row, alt)

    def _row(self, original: Original, stored_as: str) -> ImportedFile:
        key = original.digest, stored_as
        if key not in self._rows:
            self._rows[key] = ImportedFile(
                old_site=self._old_site,
                address=original.address[:2000],
                address_digest=original.digest,
                stored_as=stored_as,
                attachment_id=original.attachment_id,
            )
        return self._rows[key]

    def _stored(self, original: Original, row: ImportedFile, alt: str) -> Any:
        if row.is_deleted:
            self._note(row.address, row.stored_as, MediaError(Failure.DELETED))
            return None
        try:
            return self._found(original, row, alt)
        except IntegrityError:
            if found := self._of_another_import(row):
                return found
            raise
        except MediaError as error:
            row.failure = error.failure
            row.save()
            self._note(row.address, row.stored_as, error)
            return None

    def _of_another_import(self, row: ImportedFile) -> Any:
        """Return what an import that runs at the same time has just stored, or None."""
        same = {"address_digest": row.address_digest, "stored_as": row.stored_as}
        found = self._old_site.files.filter(**same).first()
        if found is None:
            return None
        self._rows[found.address_digest, found.stored_as] = found
        return found.stored

    def _note(self, address: str, stored_as: str, error: MediaError) -> None:
        if (address, stored_as) not in self._failed:
            self._failed.add((address, stored_as))
            self.failures.append(FailedFile(address, error.failure, error.detail))

    def _found(self, original: Original, row: ImportedFile, alt: str) -> Any:
        """Try each place in each source. Raises what went wrong first."""
        first: MediaError | None = None
        for opens in self._ways(original):
            try:
                with opens() as file:
                    return self._kept(file, original, row, alt)
            except MediaError as error:
                first = error if first is None or first.failure == Failure.MISSING else first
                if error.failure not in TRY_ELSEWHERE:
                    break
        raise first or MediaError(Failure.MISSING)

    def _ways(self, original: Original) -> list[partial[IO[bytes]]]:
        if not original.is_file:
            return [partial(embedded.opened, one) for one in original.places]
        return [partial(source.open, place) for source, place in self._places(original)]

    def _places(self, original: Original) -> list[tuple[Files, str]]:
        asked = [one for one in self._sources if original.is_own or not one.is_local]
        return [(source, place) for source in asked for place in original.places]

    def _kept(self, file: IO[bytes], original: Original, row: ImportedFile, alt: str) -> Any:
        kind = kind_of(file, original.name.rpartition(".")[2].lower())
        if row.stored_as == IMAGE and not kind.is_image:
            raise MediaError(Failure.NOT_AN_IMAGE)
        row.digest = digest(file)
        stored = self._same_bytes(row)
        try:
            with transaction.atomic():
                stored = stored or self._new(file, kind, original, row, alt)
                setattr(row, row.stored_as, stored)
                row.failure = ""
                row.save()
        except BaseException:
            # The database has taken it back.
            setattr(row, row.stored_as, None)
            raise
        return stored

    def _same_bytes(self, row: ImportedFile) -> Any:
        """Return what has the same bytes under another address.

        Raises MediaError if a person has deleted that.
        """
        others = self._old_site.files.filter(digest=row.digest, stored_as=row.stored_as)
        twins = list(others.exclude(pk=row.pk))
        if any(one.is_deleted for one in twins):
            raise MediaError(Failure.DELETED)
        return next((one.stored for one in twins if one.stored is not None), None)

    def _new(
        self, file: IO[bytes], kind: Kind, original: Original, row: ImportedFile, alt: str
    ) -> Any:
        known = original.attachment or Attachment(original.address, alt=alt)
        name = original.name or row.stored_as
        if kind is MP4:
            with films.without_metadata(file) as film:
                return self._shelf.document(film, kind, name, known)
        if not kind.is_image:
            return self._shelf.document(file, kind, name, known)
        store = self._shelf.image if row.stored_as == IMAGE else self._shelf.document
        with photos.cleaned(file, kind, WagtailImageField().max_image_pixels) as picture:
            return store(picture, kind, name, known)


def _rows(old_site: OldSite) -> Iterable[ImportedFile]:
    # In a dry run, the old site may not be stored.
    return old_site.files.select_related("image", "document") if old_site.pk else ()
