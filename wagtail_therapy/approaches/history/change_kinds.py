from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    """What happened to a claim."""

    FIRST = "first", _("First version")
    NEW = "new", _("New")
    STRONGER = "stronger", _("Stronger")
    WEAKER = "weaker", _("Weaker")
    CHANGED = "changed", _("Changed")
    GUIDELINE_REPLACED = "guideline_replaced", _("Guideline replaced")
    GUIDELINE_WITHDRAWN = "guideline_withdrawn", _("Guideline withdrawn")
    WITHDRAWN = "withdrawn", _("No longer listed")
