from typing import Any

from wagtail_therapy.newsletter.management.subcommand_command import SubcommandCommand
from wagtail_therapy.newsletter.management.subcommands import (
    adopt,
    doctor,
    export,
    forget,
    lift,
    mailing_states,
    reader,
    rehash,
    resolve,
    retry,
    run,
    status,
    suppress,
)

SUBCOMMANDS: dict[str, Any] = {
    "run": run,
    "status": status,
    "pause": mailing_states.PAUSE,
    "resume": mailing_states.RESUME,
    "cancel": mailing_states.CANCEL,
    "resolve": resolve,
    "retry": retry,
    "doctor": doctor,
    "adopt": adopt,
    "rehash": rehash,
    "reader": reader,
    "export": export,
    "forget": forget,
    "suppress": suppress,
    "lift": lift,
}


class Command(SubcommandCommand):
    # Cron emails all output, and the host's warnings would come each minute.
    requires_system_checks: list[str] = []
    help = (
        "Sends emails without Celery, shows how mailings are going, and does what readers ask for."
    )
    subcommands = SUBCOMMANDS
