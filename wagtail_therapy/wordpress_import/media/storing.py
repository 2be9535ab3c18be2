"""Wagtail’s images and documents, made of files of the old site."""

import re
from dataclasses import dataclass
from typing import IO, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files import File
from django.utils.text import get_valid_filename
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.models import Collection
from wagtail.utils.file import hash_filelike

from wagtail_therapy.wordpress_import.conversion.results import Attachment

from .failures import Failure, MediaError
from .kinds import Kind, ending_of

LONGEST_NAME = 60
LONGEST_TEXT = 255
# Of the smaller side: what is kept around a point. Wagtail wants an area.
AROUND = 0.1
UNSAFE = re.compile(r"[^\w-]+")


@dataclass(frozen=True)
class Shelf:
    """Where files are put, and in which user’s name. Both may be None."""

    collection: Collection | None = None
    by: Any = None

    def image(self, file: IO[bytes], kind: Kind, name: str, known: Attachment) -> Any:
        """Store an image. Raises MediaError if the host’s model doesn’t take it."""
        field = WagtailImageField()
        ending = ending_of(kind, name)
        if ending not in field.allowed_image_extensions:
            raise MediaError(Failure.KIND, ending)
        image = get_image_model()(description=known.alt[:LONGEST_TEXT])
        self._describe(image, file, safe_name(name, ending), known.title)
        if known.focal_point:
            _set_focal_point(image, *known.focal_point)
        return _saved(image)

    def document(self, file: IO[bytes], kind: Kind, name: str, known: Attachment) -> Any:
        """Store a document. Raises MediaError if the host’s model doesn’t take it."""
        document = get_document_model()()
        self._describe(document, file, safe_name(name, ending_of(kind, name)), known.title)
        return _saved(document)

    def _describe(self, stored: Any, file: IO[bytes], name: str, title: str) -> None:
        # As Wagtail's own forms do, which know the file of a request only.
        stored.file_size = file.seek(0, 2)
        stored.file_hash = hash_filelike(file)
        file.seek(0)
        stored.file = File(file, name)
        stored.title = (title or name.rpartition(".")[0])[:LONGEST_TEXT]
        stored.uploaded_by_user = self.by
        if self.collection is not None:
            stored.collection = self.collection


def safe_name(name: str, ending: str) -> str:
    """Return the name of a file without what a server could take for a second ending."""
    stem = UNSAFE.sub("-", name.rpartition(".")[0] or name).strip("-_")[:LONGEST_NAME]
    return get_valid_filename(f"{stem or 'file'}.{ending}")


def _set_focal_point(image: Any, x: float, y: float) -> None:
    side = max(1, round(AROUND * min(image.width, image.height)))
    image.focal_point_x, image.focal_point_y = round(x * image.width), round(y * image.height)
    image.focal_point_width = image.focal_point_height = side


def _saved(stored: Any) -> Any:
    try:
        stored.full_clean(exclude={"uploaded_by_user"})
    except ValidationError as error:
        names = sorted(error.message_dict.keys() - {NON_FIELD_ERRORS})
        failure = Failure.KIND if names == ["file"] else Failure.FIELDS
        raise MediaError(failure, ", ".join(names)) from error
    stored.save()
    return stored
