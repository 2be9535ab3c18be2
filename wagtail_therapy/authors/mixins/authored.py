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

    def publish(self, revision: Any, user: Any = None, *args: Any, **kwargs: Any) -> None:
        """Publish the revision.

        One that must not be live is not published: a scheduled one is unscheduled, and one that was
        approved in a workflow stays a draft, with an entry in the audit log.

        :raises ValidationError: it must not be live, and the caller is there to be told.
        """
        # The command and the workflow catch nothing: an error would hold back every later page of
        # the host, or show an error page to the person who approves.
        is_scheduled = kwargs.get("log_action") == "wagtail.publish.scheduled"
        is_caught = is_scheduled or _is_approved(revision)
        fault = fault_of(revision.as_object()) if is_caught else ""
        if fault and is_scheduled:
            self._unschedule(revision)
        elif fault:
            log(self, NOT_PUBLISHED, user=user, revision=revision, data={"fault": fault})
        else:
            super().publish(revision, user, *args, **kwargs)

    def _unschedule(self, revision: Any) -> None:
        revision.approved_go_live_at = None
        # Wagtail writes it into the page's history when it is told of this field.
        revision.save(update_fields=["approved_go_live_at"])
        logger.error(
            "Page %s was to go live and lacks what it needs by now, such as an author: its "
            "schedule is given up",
            self.pk,
        )


def fault_of(page: Any) -> str:
    """Return what keeps a page, as it is here, from going live; "" if nothing does."""
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
