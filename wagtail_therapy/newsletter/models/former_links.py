from django.db import models
from django.utils.translation import gettext_lazy as _

from .subscribers import Subscriber


class FormerLink(models.Model):
    """The uuid of a reader who became one with another, so that links in their emails still work.

    It happens when readers change their address to one that is on the list already.
    """

    uuid = models.UUIDField(unique=True)
    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="former_links"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("former link")
        verbose_name_plural = _("former links")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk}: {self.subscriber_id}"
