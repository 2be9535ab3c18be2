import logging

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger("wagtail_therapy.blog")


class AuthoredMixin(models.Model):
    """A page that cannot be live without an author; its rows of authors are ``post_authors``."""

    class Meta:
        abstract = True

    def save(self, clean=True, *args, **kwargs):
        """:raises ValidationError: the post is live and has no author."""
        # Not in clean(): the editor's form cleans a draft of a live post before it sets authors.
        if clean and self.live and not self._has_author():
            raise ValidationError(_("A post cannot be published without an author."))
        super().save(clean, *args, **kwargs)

    def publish(self, revision, *args, **kwargs):
        """Publish the revision. A scheduled one that has no author any more is unscheduled instead.

        :raises ValidationError: it has no author, and somebody is there to be told.
        """
        # The command catches nothing: an error here would hold back every later page of the host.
        is_scheduled = kwargs.get("log_action") == "wagtail.publish.scheduled"
        if is_scheduled and not revision.as_object()._has_author():
            self._unschedule(revision)
        else:
            super().publish(revision, *args, **kwargs)

    def _unschedule(self, revision):
        revision.approved_go_live_at = None
        # Wagtail writes it into the page's history when it is told of this field.
        revision.save(update_fields=["approved_go_live_at"])
        logger.error(
            "Page %s was to go live and has no author any more: its schedule is given up", self.pk
        )

    def _has_author(self):
        return any(row.author_id for row in self.post_authors.all())
