from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .. import clock

# Hashes of what differs between a place and its copies; see ``copy_detection.places``.
PARTS = ["database", "folder", "environment", "address", "key"]


class SendingPlaceQuerySet(models.QuerySet):
    def asking(self) -> "SendingPlaceQuerySet":
        """Places that had something to send, and that no person has adopted yet."""
        return self.filter(adopted_at=None)


class SendingPlace(models.Model):
    """A place from which a site's mailings may be sent, or one that has asked whether it may."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    database = models.CharField(max_length=64, blank=True)
    folder = models.CharField(max_length=64, blank=True)
    environment = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=64, blank=True)
    seen_at = models.DateTimeField(default=timezone.now, editable=False)
    # Who said that it isn't a copy, when and why. The first place of a site is adopted by itself.
    adopted_at = models.DateTimeField(null=True, editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The name given on the command line, which doesn't know the user.
    adopted_as = models.CharField(max_length=150, blank=True)
    why = models.CharField(max_length=255, blank=True)

    objects = SendingPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place to send from")
        verbose_name_plural = _("places to send from")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", *PARTS], name="therapy_sending_place")
        ]

    def __str__(self) -> str:
        return f"{self.site}: {'adopted' if self.adopted_at else 'asking'}"

    def adopt(self, **who_and_why: Any) -> bool:
        """Let mailings be sent from here. False: they were allowed to before."""
        asking = type(self).objects.asking().filter(pk=self.pk)
        adopted = bool(asking.update(adopted_at=clock.now(), **who_and_why))
        self.refresh_from_db()
        return adopted
