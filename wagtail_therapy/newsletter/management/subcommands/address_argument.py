"""The address of a reader, as an argument or typed in."""

import sys
from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.newsletter import email_addresses


def add_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "address", help="the address, or - to type it: the shell keeps a history of commands"
    )


@sensitive_variables()
def clean(address: str) -> str:
    """Return the address, given or typed in. Raises CommandError, which doesn't contain it."""
    if address == "-":
        address = sys.stdin.readline()
    try:
        return email_addresses.clean(address)
    except ValidationError:
        # Without a cause, because a traceback would show the address.
        raise CommandError("This is not an email address.") from None
