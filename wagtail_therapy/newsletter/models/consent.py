import hashlib
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class ConsentText(models.Model):
    """The exact words that readers agreed to; a changed sentence is a new row."""

    text = models.TextField(_("text"))
    text_hash = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=16)
    created_at = models.DateTimeField(_("first used"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")

    def __str__(self) -> str:
        return f"{self.language}: {self.text[:60]}"

    @staticmethod
    def hash_of(text: str, language: str) -> str:
        return hashlib.sha256(f"{language}\n{text}".encode()).hexdigest()

    @classmethod
    def store(cls, text: str, language: str) -> "ConsentText":
        """Return the row of this text. Creates it if there is none."""
        found, _created = cls.objects.get_or_create(
            text_hash=cls.hash_of(text, language), defaults={"text": text, "language": language}
        )
        return found


class ConsentEvent(models.Model):
    """What a reader asked for, when and how: the proof of GDPR art. 7(1). Rows never change."""

    class Kind(models.TextChoices):
        REQUESTED = "requested", _("asked to subscribe")
        CONFIRMED = "confirmed", _("confirmed")
        FREQUENCY = "frequency", _("frequency changed")
        PAUSED = "paused", _("paused")
        RESUMED = "resumed", _("pause ended")
        NEW_ADDRESS = "new-address", _("address changed")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        IMPORTED = "imported", _("imported")
        INVITED = "invited", _("asked by the practice")
        COMPLAINED = "complained", _("complained")
        SUPPRESSED = "suppressed", _("all emails stopped")
        LIFTED = "lifted", _("emails allowed again")
        ERASED = "erased", _("erased")

    class Why(models.TextChoices):
        """Why the practice stopped mail, or allowed it again.

        It isn't free text, which would tell things about people.
        """

        ASKED = "asked", _("The reader asked us to")
        PRACTICE = "practice", _("We decided to")
        WORKS = "works", _("Their address works again")
        MISTAKE = "mistake", _("We stopped it by mistake")

    class Method(models.TextChoices):
        FORM = "form", _("form on the site")
        LINK = "link", _("link in an email")
        ONE_CLICK = "one-click", _("unsubscribe button in the email app")
        ADMIN = "admin", _("the practice")
        IMPORT = "import", _("import")
        PROVIDER = "provider", _("email service")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    subscriber = models.ForeignKey(
        "wagtail_therapy_newsletter.Subscriber",
        on_delete=models.SET_NULL,
        null=True,
        related_name="consent_events",
        verbose_name=_("subscriber"),
    )
    # Outlives the subscriber, so that a person who asks can be answered after erasure.
    address_hash = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(_("event"), max_length=16, choices=Kind.choices)
    method = models.CharField(_("method"), max_length=16, choices=Method.choices)
    consent_text = models.ForeignKey(
        ConsentText,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("consent text"),
    )
    subscriber_import = models.ForeignKey(
        "wagtail_therapy_newsletter.SubscriberImport",
        on_delete=models.PROTECT,
        null=True,
        related_name="consent_events",
        verbose_name=_("import"),
    )
    # Who decided it, and why; only for decisions of the practice.
    by = models.CharField(_("decided by"), max_length=150, blank=True)
    why = models.CharField(_("why"), max_length=16, choices=Why.choices, blank=True)
    created_at = models.DateTimeField(_("time"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        indexes = [
            models.Index(
                fields=["site", "created_at"],
                name="therapy_consent_left",
                condition=models.Q(kind__in=["unsubscribed", "complained", "suppressed", "erased"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_method_display()})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("Consent events never change. Add another one.")
        super().save(*args, **kwargs)


class Suppression(models.Model):
    """An address that isn't mailed, stored as a hash: it outlives erasure and import."""

    class Reason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        UNREACHABLE = "unreachable", _("emails could not be delivered several times")
        BOUNCED = "bounced", _("address does not exist")
        COMPLAINED = "complained", _("marked as spam")
        BY_REQUEST = "by-request", _("by request")

    # Readers who ask again and confirm by email have changed their mind, or have a mailbox that
    # works. Only the practice lifts complaints, because anyone can fill in a form.
    LIFTED_BY_READER = [Reason.UNSUBSCRIBED, Reason.UNREACHABLE, Reason.BOUNCED]
    FROM_WEAKEST = [*LIFTED_BY_READER, Reason.COMPLAINED, Reason.BY_REQUEST]

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    address_hash = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason.choices)
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("suppression")
        verbose_name_plural = _("suppressions")
        constraints = [
            # In this order for the same reason as that of subscribers.
            models.UniqueConstraint(
                fields=["address_hash", "site"], name="therapy_suppression_site_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.address_hash[-8:]})"
