"""``therapy_readers undo``: take an import back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError

from wagtail_therapy.newsletter.models import SubscriberImport
from wagtail_therapy.newsletter.readers import import_undoing
from wagtail_therapy.newsletter.readers.import_undoing import CannotUndoError

from . import acting_user

HELP = "Takes an import back, unless some of its readers were emailed since."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=int, help="of the import, as it was printed")
    acting_user.add_argument(parser)


def handle(command: BaseCommand, *, number: int, by: str | None, **options: Any) -> None:
    done = SubscriberImport.objects.filter(pk=number).first()
    if done is None:
        raise CommandError(f"There is no import {number}.")
    try:
        undone = import_undoing.undo(done, acting_user.name(by))
    except CannotUndoError as error:
        raise CommandError(_why(done, error)) from error
    command.stdout.write(f"Import {number} is undone: {undone} rows deleted.")


def _why(done: SubscriberImport, error: CannotUndoError) -> str:
    if error.readers:
        return f"It can't be undone: {error.readers} of its readers were emailed or confirmed."
    if done.state == SubscriberImport.State.UNDONE:
        return "This import was undone before."
    return "This import hasn't ended. Try again later."
