from django.db import models
from taggit.models import Tag

from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.models import Category

from .imported_files import ImportedFile
from .old_sites import OldSite


class OldAddress(models.Model):
    """An address of the old site that wasn't a post's or page's, and what it leads to.

    Those are rows of wagtail.contrib.redirects. Archives aren't, because a redirect to an archive
    whose slug is changed would lead to another redirect, and one to a tag without public posts to
    an error.
    """

    old_site = models.ForeignKey(OldSite, on_delete=models.CASCADE, related_name="addresses")
    # A key: see addresses.keys.
    path = models.CharField(max_length=500)
    category = models.ForeignKey(Category, on_delete=models.CASCADE, null=True, related_name="+")
    # Two hidden relations to tags would clash: BlogPostPage.tags is one.
    tag = models.ForeignKey(
        Tag,
        on_delete=models.CASCADE,
        null=True,
        related_name="wagtail_therapy_old_addresses",
    )
    author = models.ForeignKey(Author, on_delete=models.CASCADE, null=True, related_name="+")
    # The page that WordPress made for an image.
    file = models.ForeignKey(ImportedFile, on_delete=models.CASCADE, null=True, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["old_site", "path"], name="therapy_old_address"),
        ]

    def __str__(self) -> str:
        return self.path
