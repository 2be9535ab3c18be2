from datetime import datetime, timedelta
from typing import Any

from django.db import connections, models, router
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from .. import clock
from .subscribers import Subscriber

# An email waits at most this long for its next attempt.
LONGEST_WAIT = timedelta(minutes=10)


def is_due(now: datetime) -> Q:
    return Q(due_at__lte=now) | clock.is_ahead("due_at", LONGEST_WAIT)


class ReaderEmailQuerySet(models.QuerySet):
    def due(self) -> "ReaderEmailQuerySet":
        """Emails that a worker may send now, those that wait longest first."""
        return self.filter(is_due(clock.now())).order_by("due_at", "pk")

    @sensitive_variables()
    def queue(self, kind: Any, subscribers: QuerySet, address: str = "") -> int:
        """Make an email due to each of these readers, in the database; return how many.

        Readers who are due one of this kind get no second one. It is one statement, whether or not
        there are such readers, so that its time tells no visitor whether an address is known.
        """
        database = connections[router.db_for_write(self.model)]
        due_at = self.model._meta.get_field("due_at")
        now = due_at.get_db_prep_value(clock.now(), database)
        query = subscribers.order_by().values_list("pk").query
        select, parameters = query.get_compiler(database.alias).as_sql()
        with database.cursor() as cursor:
            cursor.execute(QUEUE % select, [*parameters, kind, address, now, now])
            return cursor.rowcount

    def settled_since(self, time: datetime) -> "ReaderEmailQuerySet":
        return self.filter(settled_at__gt=time)

    def given_up(self) -> "ReaderEmailQuerySet":
        return self.filter(settled_at__isnull=False).exclude(error_class="")

    def delete_settled(self, before: datetime) -> int:
        """Delete those that were settled before the given time; return how many."""
        return self.filter(settled_at__lt=before).delete()[0]


# Django's defaults aren't in the database, so each column is named. SQLite needs the WHERE.
QUEUE = """
INSERT INTO wagtail_therapy_newsletter_readeremail
(subscriber_id, kind, address, created_at, due_at, attempts, error_class)
WITH reader (id) AS (%s)
SELECT id, %%s, %%s, %%s, %%s, 0, '' FROM reader WHERE TRUE
ON CONFLICT DO NOTHING
"""


class ReaderEmail(models.Model):
    """An email to one reader that is no part of a mailing, and asks for no confirmation.

    It is deleted a day after it was sent or given up: until then it counts towards the limits.
    """

    class Kind(models.TextChoices):
        LINK = "link", _("link to their page")
        NEW_ADDRESS = "new-address", _("confirmation of a new address")
        ADDRESS_CHANGED = "address-changed", _("notice to a former address")
        WELCOME = "welcome", _("welcome")

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="emails")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    # The new or former address to which it goes; empty: the reader's. Deleted once it is sent.
    address = models.EmailField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Empty once it is settled.
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    # Why it was given up; empty if it was sent.
    error_class = models.CharField(max_length=64, blank=True)

    objects = ReaderEmailQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("email to a reader")
        verbose_name_plural = _("emails to readers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "kind", "address"],
                name="therapy_reader_email_due_once",
                condition=Q(due_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="therapy_reader_email_due",
                condition=Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["settled_at"],
                name="therapy_reader_email_settled",
                condition=Q(settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_kind_display()}"

    def claim(self, now: datetime, lease: timedelta) -> bool:
        """Claim it for this worker until the lease ends. False: another worker has it."""
        claimed = type(self).objects.filter(is_due(now), pk=self.pk)
        is_mine = claimed.update(due_at=now + lease, attempts=F("attempts") + 1)
        return bool(is_mine)

    def postpone(self, until: datetime, *, counts: bool = True) -> bool:
        """Make it due again from then on. False: it isn't due any more.

        Pass ``counts=False`` for an attempt that never reached a mail server.
        """
        owed = type(self).objects.filter(pk=self.pk, due_at__isnull=False)
        return bool(owed.update(due_at=until, attempts=F("attempts") - int(not counts)))

    def mark_settled(self, now: datetime, error_class: str = "") -> None:
        """Record that it isn't due any more: it was sent, or is given up because of an error."""
        settled = {"due_at": None, "address": "", "settled_at": now, "error_class": error_class}
        type(self).objects.filter(pk=self.pk).update(**settled)
