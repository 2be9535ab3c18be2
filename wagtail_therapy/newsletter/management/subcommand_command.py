"""The parent of commands that do several things, each in a module of its own."""

from argparse import SUPPRESS, ArgumentParser
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser

from wagtail_therapy.newsletter import email_addresses


class Parser(CommandParser):
    """Prints no address that was typed in the wrong place: cron and terminals keep the output."""

    def error(self, message: str) -> None:
        super().error(email_addresses.without_addresses(message))


class SubcommandCommand(BaseCommand):
    """``subcommands``: the modules, each with ``HELP``, ``add_arguments()`` and ``handle()``."""

    subcommands: ClassVar[dict[str, Any]]

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Django makes it, and asks for no other class.
        parser.__class__ = Parser
        subparsers = parser.add_subparsers(dest="action", metavar="action", required=True)
        for name, subcommand in self.subcommands.items():
            subparser = subparsers.add_parser(
                name,
                help=subcommand.HELP,
                description=subcommand.HELP,
                parents=[djangos_options()],
            )
            subcommand.add_arguments(subparser)

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        self.subcommands[action].handle(self, **options)


def djangos_options() -> ArgumentParser:
    """Return the options of every command, which argparse accepts only before the action."""
    parser = ArgumentParser(add_help=False, argument_default=SUPPRESS)
    parser.add_argument("-v", "--verbosity", type=int, choices=range(4), help=SUPPRESS)
    for name in ("settings", "pythonpath"):
        parser.add_argument(f"--{name}", help=SUPPRESS)
    for name in ("traceback", "no-color", "force-color", "skip-checks"):
        parser.add_argument(f"--{name}", action="store_true", help=SUPPRESS)
    return parser
