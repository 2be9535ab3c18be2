"""``therapy_mail suppress``: never mail an address again, and keep who decided it and why."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.readers import suppression_decisions

from . import acting_user, address_argument, sites

HELP = "Stops all emails to an address, also those that ask it to confirm."


def add_arguments(parser: ArgumentParser) -> None:
    address_argument.add_argument(parser)
    parser.add_argument(
        "--because",
        dest="why",
        choices=[why.value for why in suppression_decisions.STOP_FOR],
        required=True,
        help="the reader asked you to, or your practice decided it",
    )
    sites.add_argument(parser)
    acting_user.add_argument(parser)


@sensitive_variables()
def handle(
    command: BaseCommand,
    *,
    address: str,
    why: str,
    site: str | None,
    by: str | None,
    **options: Any,
) -> None:
    hashes = email_addresses.address_hashes(address_argument.clean(address))
    decider = acting_user.name(by)
    for one in sites.chosen(site):
        is_new = suppression_decisions.suppress(one, hashes, why, by=decider)
        state = "no more emails to this address." if is_new else "they were already stopped."
        command.stdout.write(f"{one.hostname}: {state}")
