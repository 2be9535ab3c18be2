"""``therapy_mail pause``, ``resume`` and ``cancel``: the buttons of the admin, for the shell."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError

from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import mailings, progress

from . import acting_user, output


@dataclass(frozen=True)
class Subcommand:
    """Changes the state of one mailing, on the word of a person."""

    HELP: str
    act: Callable[[Mailing, str], bool]
    # Why it was refused; the state that the mailing has is put in.
    refusal: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mailing", type=int, metavar="ID", help="the number that status shows")
        acting_user.add_argument(parser)

    def handle(self, command: BaseCommand, *, mailing: int, by: str | None, **options: Any) -> None:
        """:raises CommandError: there is no such mailing, or its state does not allow that."""
        decider = acting_user.name(by)
        found = one(mailing)
        if not self.act(found, decider):
            reason = self.refusal % output.state(found)
            raise CommandError(f"Mailing {mailing} {reason}")
        tasks.enqueue(tasks.send_mailing, mailing_id=mailing)
        [current] = progress.of([found])
        command.stdout.write(output.line(current))


def one(pk: int) -> Mailing:
    """Return a mailing. Raises CommandError."""
    mailing = Mailing.objects.select_related("site").filter(pk=pk).first()
    if mailing is None:
        raise CommandError(f"There is no mailing {pk}.")
    return mailing


PAUSE = Subcommand(
    "Pauses a mailing. No one gets it until you resume it.",
    lambda mailing, by: mailings.pause(mailing, "", by=by),
    "is %s, so there is nothing to pause.",
)
RESUME = Subcommand(
    "Resumes a mailing that is paused, from where it stopped.",
    lambda mailing, by: mailings.resume(mailing, by=by),
    "is %s, and only a mailing that is paused can be resumed.",
)
CANCEL = Subcommand(
    "Cancels a mailing for good. No one else will get it.",
    lambda mailing, by: mailings.cancel(mailing, by=by),
    "is %s, so there is nothing to cancel.",
)
