from django.db import models
from wagtail.models import Revision

from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.models import Category

from .old_sites import PAGE, OldSite


class ImportedItem(models.Model):
    """A post or page of the old site, and the page that was made of it.

    ``revision`` is the one that the import made, and ``is_live`` what it left: a page whose latest
    revision is another, or that was published, unpublished or restricted since, is left as it is.
    So is one that was deleted: then ``page`` is None.
    """

    old_site = models.ForeignKey(OldSite, on_delete=models.CASCADE, related_name="items")
    # WordPress' id, or a number made of the address if another item has that id.
    wordpress_id = models.PositiveBigIntegerField()
    guid = models.CharField(max_length=500, blank=True)
    # "post", "page", or a type of a plugin.
    type = models.CharField(max_length=50)
    # The address of the old site, whole.
    address = models.CharField(max_length=2000, blank=True)
    # Of what the file said, so that an item that is as before isn't converted again. Empty if it
    # should be, because a picture was missing.
    digest = models.CharField(max_length=64, blank=True)
    # All addresses of it as keys: see addresses.keys.
    paths = models.JSONField(default=list)
    page = models.ForeignKey(PAGE, on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    is_live = models.BooleanField(default=False)
    # Of the password that it gave the page. One that an editor has set or changed is another.
    password_digest = models.CharField(max_length=64, blank=True)
    # It links to an item that had no page yet.
    has_open_links = models.BooleanField(default=False)
    # It's made, but not below the page that it was below.
    is_unplaced = models.BooleanField(default=False)
    # It was sticky, and an import has pinned it to the blog. Editors may unpin it.
    is_pinned = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["old_site", "wordpress_id"], name="therapy_imported_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.wordpress_id}"


class ImportedTerm(models.Model):
    """A category of the old site, and ours that was made of it or chosen for it."""

    old_site = models.ForeignKey(OldSite, on_delete=models.CASCADE, related_name="terms")
    slug = models.CharField(max_length=255)
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["old_site", "slug"], name="therapy_imported_term"),
        ]

    def __str__(self) -> str:
        return self.slug


class ImportedAuthor(models.Model):
    """Someone who wrote on the old site, and who that is here."""

    old_site = models.ForeignKey(OldSite, on_delete=models.CASCADE, related_name="authors")
    login = models.CharField(max_length=255)
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="+")
    # An import made the author, who wasn't there before.
    is_made = models.BooleanField(default=False)
    # Their bio or picture was brought. Editors may have removed it since.
    is_profile_brought = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["old_site", "login"], name="therapy_imported_author"),
        ]

    def __str__(self) -> str:
        return f"{self.old_site_id}, {self.pk}"
