"""``therapy_mail retry``: try again for readers whose mail couldn't be delivered."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError

from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.sending import manual_resolution, progress

from . import acting_user, mailing_states, output

HELP = "Tries again for readers whose mail couldn't be delivered. No one gets it twice."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("mailing", type=int, metavar="ID", help="the number that status shows")
    acting_user.add_argument(parser)
    parser.add_argument("--yes", action="store_true", help="don't ask first")


def handle(
    command: BaseCommand, *, mailing: int, by: str | None, yes: bool, **options: Any
) -> None:
    """:raises CommandError: there is no such mailing, it can't be sent again, or no answer."""
    found = mailing_states.one(mailing)
    decider = acting_user.name(by)
    ids = list(manual_resolution.failed(found).values_list("pk", flat=True))
    if ids and not yes:
        acting_user.ask(command, f"This mails {output.readers(len(ids))} again.", "Try again?")
    try:
        number = manual_resolution.try_again(found, decider, ids)
    except manual_resolution.CannotSendAgainError as error:
        raise CommandError(output.cannot_send_again(found, error)) from error
    tasks.enqueue(tasks.send_mailing, mailing_id=mailing)
    [current] = progress.of([found])
    command.stdout.write(f"{number} queued again. {output.line(current)}")
