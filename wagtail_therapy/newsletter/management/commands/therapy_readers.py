from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from wagtail_therapy.newsletter.management.commands.therapy_mail import Parser, djangos_options
from wagtail_therapy.newsletter.management.subcommands import import_readers, undo_import

SUBCOMMANDS: dict[str, Any] = {"import": import_readers, "undo": undo_import}


class Command(BaseCommand):
    help = "Brings subscribers from another newsletter service, and takes an import back."

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
