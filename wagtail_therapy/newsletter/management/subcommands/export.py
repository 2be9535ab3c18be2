"""``therapy_mail export``: everything stored about an address, for the owner who asks."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.newsletter.readers import data_export

from . import address_argument, output

HELP = "Writes everything that is stored about an address to standard output, as JSON."


def add_arguments(parser: ArgumentParser) -> None:
    address_argument.add_argument(parser)


@sensitive_variables()
def handle(command: BaseCommand, *, address: str, **options: Any) -> None:
    held = data_export.of(address_argument.clean(address))
    command.stdout.write(output.as_json(held))
