"""Which posts are owed to which readers in a digest, and the days on which digests were made."""

from django.db import connections, models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .mailings import Mailing
from .subscribers import Subscriber


class DigestEntryQuerySet(models.QuerySet):
    def queue(self, mailing: Mailing, subscribers: QuerySet) -> int:
        """Owe the post of a mailing to each of these, in the database; return how many."""
        query = subscribers.order_by().values_list("pk").query
        select, parameters = query.get_compiler(self.db).as_sql()
        with connections[self.db].cursor() as cursor:
            cursor.execute(QUEUE % select, [*parameters, mailing.pk])
            return cursor.rowcount

    def owed(self, site: Site) -> "DigestEntryQuerySet":
        """Those of a site that no digest has yet."""
        return self.filter(digest=None, mailing__site=site)


QUEUE = """
INSERT INTO wagtail_therapy_newsletter_digestentry (mailing_id, subscriber_id)
WITH reader (id) AS (%s)
SELECT %%s, id FROM reader
"""


class DigestEntry(models.Model):
    """A post that a reader gets in a digest, and in no email of its own.

    It is written when the recipients of the post's mailing are frozen. Each reader then gets either
    this or a delivery, so whatever they choose later, each post reaches them in exactly one way.
    """

    mailing = models.ForeignKey(
        Mailing,
        on_delete=models.CASCADE,
        related_name="digest_entries",
        verbose_name=_("mailing"),
        db_index=False,  # the unique constraint begins with it
        db_constraint=False,  # a million look-ups of a row that is locked, and never deleted
    )
    # Who leaves no address behind is owed nothing.
    subscriber = models.ForeignKey(
        Subscriber,
        on_delete=models.CASCADE,
        related_name="digest_entries",
        verbose_name=_("subscriber"),
    )
    # The digest that has the post for this reader; empty while it is owed.
    digest = models.ForeignKey(
        Mailing,
        on_delete=models.SET_NULL,
        null=True,
        related_name="entries_in_digest",
        verbose_name=_("digest"),
        db_constraint=False,
    )

    objects = DigestEntryQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("post for a digest")
        verbose_name_plural = _("posts for digests")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "subscriber"], name="therapy_digest_entry_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["mailing", "subscriber"],
                name="therapy_digest_entry_owed",
                condition=models.Q(digest=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id}: {self.subscriber_id}"


class DigestRun(models.Model):
    """A day on which the weekly or monthly digests of a site were made, if only to find none due.

    One local date has one, so that a time that the clocks show twice makes no second digest.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    frequency = models.CharField(max_length=16, choices=Subscriber.Frequency.choices)
    date = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["site", "frequency", "date"], name="therapy_digest_run_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site}: {self.frequency}, {self.date}"
