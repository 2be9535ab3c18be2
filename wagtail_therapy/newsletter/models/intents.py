from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class MailedPart(models.TextChoices):
    """How much of a post its email has."""

    WHOLE = "whole", _("The whole post")
    OPENING = "opening", _("Its opening, with a link to the post")


class PostMailIntentQuerySet(models.QuerySet):
    def wanted(self) -> "PostMailIntentQuerySet":
        """Answers "yes"; some of them are wishes."""
        return self.filter(choice=PostMailIntent.Choice.SEND)

    def for_mail(self) -> "PostMailIntentQuerySet":
        """Answers "yes", and wishes with which a page was published already."""
        return self.filter(choice__in=PostMailIntent.FOR_MAIL)


class PostMailIntent(models.Model):
    """The editor's answer to "Email this to subscribers?", and the words for the email.

    A "yes" counts if the user who gave it may publish the page at the moment of publishing. From
    other users it is a wish.

    It is stored outside the page, so that copies, aliases and translations never carry it, and is
    keyed by what a page has before it is saved for the first time.
    """

    class Choice(models.TextChoices):
        SEND = "send", _("Yes, email it")
        DONT = "dont", _("No, put it on the site only")
        # A wish with which the page was published. It no longer counts, even if its giver gets
        # more rights later.
        ASKED = "asked", _("Asked for, not decided")

    ANSWERS: list[Any] = [Choice.SEND, Choice.DONT]
    FOR_MAIL: list[Any] = [Choice.SEND, Choice.ASKED]

    translation_key = models.UUIDField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    # Empty while there are only words.
    choice = models.CharField(max_length=16, choices=Choice.choices, blank=True)
    note = models.TextField(blank=True)
    preheader = models.CharField(max_length=120, blank=True)
    # Empty: as the site has it.
    part = models.CharField(max_length=16, choices=MailedPart.choices, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # By the host's clock, as Wagtail's last_published_at, with which it is compared.
    set_at = models.DateTimeField(default=timezone.now)

    # What the email says besides the post.
    WORDS = ("note", "preheader", "part")

    objects = PostMailIntentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="therapy_post_mail_intent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.translation_key}: {self.choice}"

    @classmethod
    def of(cls, page: Any) -> "PostMailIntent | None":
        """Return the answer for a page, or None."""
        rows = cls.objects.filter(translation_key=page.translation_key, locale_id=page.locale_id)
        return rows.select_related("locale", "set_by").first()

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.WORDS}

    @property
    def dedupe_key(self) -> str:
        return f"post:{self.translation_key}:{self.locale.language_code}"

    def is_wish_for(self, page: Any) -> bool:
        """Whether mail is asked for by a user who may not publish the page."""
        if self.choice == self.Choice.SEND:
            return self.set_by is None or not page.permissions_for_user(self.set_by).can_publish()
        return self.choice == self.Choice.ASKED

    def leave_undecided(self) -> None:
        """Note that the page was published with a wish, unless there is another answer by now."""
        same = PostMailIntent.objects.wanted().filter(pk=self.pk, set_by=self.set_by)
        same.update(choice=self.Choice.ASKED)
