from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wagtail_therapy.newsletter.management.subcommands import (
    adopt,
    doctor,
    export,
    forget,
    lift,
    mailing_states,
    output,
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


class Parser(CommandParser):
    """Prints no address that was typed in the wrong place: cron and terminals keep the output."""

    def error(self, message: str) -> None:
        super().error(output.without_addresses(message))


class Command(BaseCommand):
    # Cron emails all output, and the host's warnings would come each minute.
    requires_system_checks: list[str] = []
    help = (
        "Sends emails without Celery, shows how mailings are going, and does what readers ask for."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Django makes it, and asks for no other class.
        parser.__class__ = Parser
        subparsers = parser.add_subparsers(dest="action", metavar="action", required=True)
        for name, subcommand in SUBCOMMANDS.items():
            subparser = subparsers.add_parser(
                name,
                help=subcommand.HELP,
                description=subcommand.HELP,
                parents=[djangos_options()],
            )
            subcommand.add_arguments(subparser)

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        SUBCOMMANDS[action].handle(self, **options)


def djangos_options() -> ArgumentParser:
    """Return the options of every command, which argparse accepts only before the action."""
    parser = ArgumentParser(add_help=False, argument_default=SUPPRESS)
    parser.add_argument("-v", "--verbosity", type=int, choices=range(4), help=SUPPRESS)
    for name in ("settings", "pythonpath"):
        parser.add_argument(f"--{name}", help=SUPPRESS)
    for name in ("traceback", "no-color", "force-color", "skip-checks"):
        parser.add_argument(f"--{name}", action="store_true", help=SUPPRESS)
    return parser
