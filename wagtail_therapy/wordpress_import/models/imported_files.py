from typing import Any

from django.db import models
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from .old_sites import OldSite


class ImportedFile(models.Model):
    """A picture or another file of the old site, stored once, or why it could not be stored.

    ``address`` is that of the original: sized variants and copies of a CDN lead to it. What a post
    both shows and links to has two rows. A row without a failure and without a file is of one that
    was deleted here.
    """

    class StoredAs(models.TextChoices):
        IMAGE = "image"
        DOCUMENT = "document"

    old_site = models.ForeignKey(OldSite, on_delete=models.CASCADE, related_name="files")
    address = models.CharField(max_length=2000)
    # SHA-256 of the address: an index of long texts would be too large for some databases.
    address_digest = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=8, choices=StoredAs.choices)
    attachment_id = models.PositiveBigIntegerField(null=True)
    # SHA-256 of the bytes as they came, so that the same under two addresses is stored once.
    digest = models.CharField(max_length=64, blank=True)
    image = models.ForeignKey(
        get_image_model_string(), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    document = models.ForeignKey(
        get_document_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    # Why it isn't stored; a second run tries again.
    failure = models.CharField(max_length=50, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["old_site", "address_digest", "stored_as"], name="therapy_imported_file"
            ),
        ]
        indexes = [models.Index(fields=["old_site", "digest"], name="therapy_imported_bytes")]

    def __str__(self) -> str:
        return self.address

    @property
    def stored(self) -> Any:
        """Return the image or the document, or None."""
        return self.image if self.stored_as == self.StoredAs.IMAGE else self.document

    @property
    def is_deleted(self) -> bool:
        """Whether it was stored, and a person has deleted it since."""
        return bool(self.digest) and not self.failure and self.stored is None
