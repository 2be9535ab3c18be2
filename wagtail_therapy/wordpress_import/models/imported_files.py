from django.db import models
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from .old_sites import OldSite


class ImportedFile(models.Model):
    """A picture or another file of the old site, stored once, or why it could not be stored.

    ``address`` is that of the original: sized variants and copies of a CDN lead to it.
    """

    old_site = models.ForeignKey(OldSite, on_delete=models.CASCADE, related_name="files")
    address = models.CharField(max_length=2000)
    attachment_id = models.PositiveBigIntegerField(null=True)
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

    def __str__(self) -> str:
        return self.address
