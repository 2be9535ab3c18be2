import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger("wagtail_therapy.authors")


class AuthoredPageMixin(models.Model):
    """A page that cannot be live without an author. Mix it in before the host's page class."""

    # The rows of authors that hang on it, each with an ``author``.
    authors_relation = ""
    no_author_message = _("This page cannot be published without an author.")

    class Meta:
        abstract = True

    def save(self, clean: bool = True, *args: Any, **kwargs: Any) -> None:
        """:raises ValidationError: the page is live and must not be."""
        # Not in clean(): the editor's form cleans a draft of a live page before it sets authors.
        if clean and self.live:
            self.check_publishable()
        super().save(clean, *args, **kwargs)

    def check_publishable(self) -> None:
        """:raises ValidationError: it must not be live like this. Page types ask for more."""
        if not any(row.author_id for row in getattr(self, self.authors_relation).all()):
            raise ValidationError(self.no_author_message)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """Publish the revision. A scheduled one that must not be live is unscheduled instead.

        :raises ValidationError: it must not be live, and somebody is there to be told.
        """
        # The command catches nothing: an error here would hold back every later page of the host.
        is_scheduled = kwargs.get("log_action") == "wagtail.publish.scheduled"
        if is_scheduled and not _is_publishable(revision):
            self._unschedule(revision)
        else:
            super().publish(revision, *args, **kwargs)

    def _unschedule(self, revision: Any) -> None:
        revision.approved_go_live_at = None
        # Wagtail writes it into the page's history when it is told of this field.
        revision.save(update_fields=["approved_go_live_at"])
        logger.error(
            "Page %s was to go live and lacks what it needs by now, such as an author: its "
            "schedule is given up",
            self.pk,
        )


def _is_publishable(revision: Any) -> bool:
    try:
        revision.as_object().check_publishable()
    except ValidationError:
        return False
    return True
