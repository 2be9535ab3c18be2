"""``therapy_mail lift``: allow mail to an address again, and keep who decided it and why."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import suppression_decisions

from . import acting_user, address_argument, sites

HELP = "Allows emails again to an address that bounced, complained or asked for none."
WHY = sorted(why.value for why in suppression_decisions.LIFTS)


def add_arguments(parser: ArgumentParser) -> None:
    address_argument.add_argument(parser)
    parser.add_argument(
        "--because",
        dest="why",
        choices=WHY,
        required=True,
        help="the reader asked you to, the address works again, or you stopped it by mistake",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--site", metavar="HOSTNAME", help="on this site only")
    where.add_argument("--all-sites", action="store_true", help="on each site that suppresses it")
    acting_user.add_argument(parser)


@sensitive_variables()
def handle(
    command: BaseCommand,
    *,
    address: str,
    why: str,
    site: str | None,
    all_sites: bool,
    by: str | None,
    **options: Any,
) -> None:
    hashes = email_addresses.address_hashes(address_argument.clean(address))
    decider = acting_user.name(by)
    suppressed = [one for one in sites.chosen(site) if _reason(one, hashes)]
    if not suppressed:
        raise CommandError("This address is not suppressed there.")
    if len(suppressed) > 1 and not (site or all_sites):
        names = ", ".join(one.hostname for one in suppressed)
        raise CommandError(f"Choose --site or --all-sites. The address is suppressed on {names}.")
    for one in suppressed:
        reason = _reason(one, hashes)
        is_lifted = suppression_decisions.lift(one, hashes, ConsentEvent.Why(why), by=decider)
        outcome = _allowed(one, hashes) if is_lifted else _refused(reason)
        command.stdout.write(f"{one.hostname}: {outcome}")


@sensitive_variables("hashes")
def _reason(site: Site, hashes: list[str]) -> str:
    found = Suppression.objects.filter(site=site, address_hash__in=hashes)
    return next(iter(found.values_list("reason", flat=True)), "")


@sensitive_variables("hashes")
def _allowed(site: Site, hashes: list[str]) -> str:
    if Subscriber.objects.mailable().filter(site=site, address_hash__in=hashes).exists():
        return "emails are allowed again."
    return "allowed again; they are mailed once they sign up and confirm."


def _refused(reason: Any) -> str:
    if reason == Suppression.Reason.UNSUBSCRIBED:
        return "they left, and come back by signing up and confirming."
    whys = " or ".join(suppression_decisions.LIFT_FOR[reason])
    return f"not lifted: it says {reason}, which only --because {whys} lifts."
