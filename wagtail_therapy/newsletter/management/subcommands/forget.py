"""``therapy_mail forget``: delete an address, and say what is left of it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.newsletter.readers import erasure
from wagtail_therapy.newsletter.readers.erasure import Erased

from . import address_argument

HELP = "Deletes an address on all sites, and says what is left, without the address."


def add_arguments(parser: ArgumentParser) -> None:
    address_argument.add_argument(parser)
    parser.add_argument(
        "--never-again",
        action="store_true",
        help="keep a hash of it, so that it is never mailed, even if it is imported or entered",
    )


@sensitive_variables()
def handle(command: BaseCommand, *, address: str, never_again: bool, **options: Any) -> None:
    erased = erasure.forget(address_argument.clean(address), never_again=never_again)
    for line in _lines(erased, never_again):
        command.stdout.write(line)


def _lines(erased: Erased, never_again: bool) -> list[str]:
    left = f"{erased.consent_events} consent events, {erased.deliveries} deliveries"
    return [
        f"{erased.readers} rows with the address are deleted.",
        f"{left} and {erased.suppressions} suppressions know it by its hash.",
        *_files(erased.files),
        _outlook(erased, never_again),
    ]


def _files(number: int) -> list[str]:
    return [f"{number} files that waited to be imported are deleted."] if number else []


def _outlook(erased: Erased, never_again: bool) -> str:
    if never_again:
        return "No site emails this address again."
    if erased.suppressions:
        return "It was already suppressed on a site, and still is."
    if erased.consent_events:
        # An import finds that it was erased.
        return "Entering it puts it back: --never-again prevents that."
    return "Entering or importing it puts it back: --never-again prevents that."
