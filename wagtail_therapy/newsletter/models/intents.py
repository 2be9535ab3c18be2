from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class PostMailIntentQuerySet(models.QuerySet):
    def wanted(self) -> "PostMailIntentQuerySet":
        """Answers "yes"."""
        return self.filter(choice=PostMailIntent.Choice.SEND)


class PostMailIntent(models.Model):
    """The editor's answer to "Email this to subscribers?".

    It lies outside the page, so that copies, aliases and translations never carry it, and is keyed
    by what a page has before it is saved for the first time.
    """

    class Choice(models.TextChoices):
        SEND = "send", _("Yes, email it")
        DONT = "dont", _("No, only publish it")

    translation_key = models.UUIDField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=16, choices=Choice.choices)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)

    objects = PostMailIntentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="therapy_post_mail_intent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.translation_key}: {self.choice}"

    @property
    def dedupe_key(self) -> str:
        return f"post:{self.translation_key}:{self.locale.language_code}"
