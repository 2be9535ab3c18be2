from django.db import models
from django.utils.translation import gettext_lazy as _

from .deliveries import Delivery


class ProviderEvent(models.Model):
    """What a mail provider reported about a delivery: no network, no program, no link."""

    provider = models.CharField(_("provider"), max_length=32)
    # Some providers give none; then each report counts.
    event_id = models.CharField(max_length=255, null=True)  # noqa: DJ001 -- unique, so not ""
    event_type = models.CharField(_("event"), max_length=32)
    delivery = models.ForeignKey(
        Delivery,
        on_delete=models.SET_NULL,
        null=True,
        related_name="provider_events",
        verbose_name=_("delivery"),
    )
    occurred_at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("provider event")
        verbose_name_plural = _("provider events")
        # Shown to people who may see the readers of a site, as deliveries are.
        default_permissions = ()
        indexes = [
            # A provider may report a million deliveries, and few complaints.
            models.Index(
                fields=["delivery"],
                name="therapy_provider_complaint",
                condition=models.Q(event_type="complained"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "event_id"], name="therapy_provider_event_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.event_type}"
