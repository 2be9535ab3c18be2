"""The words of a report."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What became of an item. Each has exactly one."""

    PUBLISHED = "published", _("published")
    DRAFT = "draft", _("imported as a draft")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("as before")
    LEFT = "left", _("left as it is here")
    # A picture, a menu entry, a reusable block: no page of its own.
    USED = "used", _("used by other pages")
    SKIPPED = "skipped", _("not imported")
    FAILED = "failed", _("failed")


class Reason(models.TextChoices):
    """Why, or what else a person should know."""

    TRASHED = "trashed", _("It was in WordPress’ bin.")
    UNKNOWN_TYPE = "unknown_type", _("It isn’t a post or page, but of a kind that a plugin made.")
    EDITED_HERE = "edited_here", _("It was edited here since the last import.")
    DELETED_HERE = "deleted_here", _("It was deleted here since the last import.")
