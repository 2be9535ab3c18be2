"""Records in Wagtail's audit log who did what to an import, at the blog that it belongs to."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry
from wagtail.log_actions import log as log_action

from .models import WordPressImport

UPLOAD = "wagtail_therapy.wordpress.upload"
CHECK = "wagtail_therapy.wordpress.check"
BEGIN = "wagtail_therapy.wordpress.begin"
REPEAT = "wagtail_therapy.wordpress.repeat"
FINISH = "wagtail_therapy.wordpress.finish"
DELETE = "wagtail_therapy.wordpress.delete"

ACTIONS = {
    UPLOAD: (_("Upload an export of WordPress"), _("An export of WordPress was uploaded")),
    CHECK: (_("Check an export of WordPress"), _("A dry run of an import from WordPress began")),
    BEGIN: (_("Import from WordPress"), _("An import from WordPress began")),
    REPEAT: (_("Import from WordPress again"), _("An import from WordPress began again")),
    FINISH: (_("Finish an import from WordPress"), _("An import from WordPress was finished")),
    DELETE: (_("Delete an export of WordPress"), _("An uploaded export of WordPress was deleted")),
}


def record(done: WordPressImport, action: str, user: Any = None) -> None:
    """Record an act. Nothing from the export is recorded, not even its name."""
    log_action(done.parent or done.site, action, user=user, data={"import": done.pk})


def register_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)
