import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState

from wagtail_therapy.content.admin.publish_messages import NOT_PUBLISHED

logger = logging.getLogger("wagtail_therapy.authors")


class AuthoredPageMixin(models.Model):
    """A page that can't be live without an author. Mix it in before the host's page class."""

    # The relation to its rows, each with an ``author``.
    authors_relation = ""
    no_author_message = _("This page can’t be published without an author.")

    class Meta:
        abstract = True

    def save(self, clean: bool = True, *args: Any, **kwargs: Any) -> None:
        """:raises ValidationError: the page is live but may not be."""
        # Not in clean(): for a draft of a live page, the form calls it before it sets the authors.
        if clean and self.live:
            self.check_publishable()
        super().save(clean, *args, **kwargs)

    def check_publishable(self) -> None:
        """:raises ValidationError: the page may not be live like this. Page types add checks."""
        if not any(row.author_id for row in getattr(self, self.authors_relation).all()):
            raise ValidationError(self.no_author_message)

    def publish(self, revision: Any, user: Any = None, *args: Any, **kwargs: Any) -> None:
        """Publish the revision.

        If it may not be live, a scheduled revision is unscheduled, and a revision that was approved
        in a workflow stays a draft, with an entry in the audit log.

        :raises ValidationError: it may not be live, and is neither scheduled nor approved.
        """
        # Wagtail's command and workflows don't catch errors: one would stop all later pages of the
        # host, or show an error page to the person who approves.
        is_scheduled = kwargs.get("log_action") == "wagtail.publish.scheduled"
        is_caught = is_scheduled or _is_approved(revision)
        fault = publish_error(revision.as_object()) if is_caught else ""
        if fault and is_scheduled:
            self._unschedule(revision)
        elif fault:
            log(self, NOT_PUBLISHED, user=user, revision=revision, data={"fault": fault})
        else:
            super().publish(revision, user, *args, **kwargs)

    def _unschedule(self, revision: Any) -> None:
        revision.approved_go_live_at = None
        # With this field, Wagtail adds an entry to the page's history.
        revision.save(update_fields=["approved_go_live_at"])
        logger.error(
            "Page %s was scheduled but can't be published, for example without an author. It was "
            "unscheduled.",
            self.pk,
        )


def publish_error(page: Any) -> str:
    """Return why this page can't be published as it is, or ""."""
    try:
        page.check_publishable()
        page.full_clean()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _is_approved(revision: Any) -> bool:
    approved = TaskState.STATUS_APPROVED
    states = revision.task_states.filter(status=approved)
    return states.filter(workflow_state__status=WorkflowState.STATUS_APPROVED).exists()
