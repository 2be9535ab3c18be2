"""``therapy_mail adopt``: say that this is the real site and no copy, and go on."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError
from wagtail.models import Site

from wagtail_therapy.newsletter import adoption, mailings, tasks
from wagtail_therapy.newsletter.models import Mailing, SendingPlace

from . import deciders, sites

HELP = "Says that this is the real site, not a copy: mailings may be sent from here, and go on."
LONGEST_WHY = SendingPlace._meta.get_field("why").max_length


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--why", required=True, help="what has changed, such as “moved to a new server”"
    )
    deciders.add_argument(parser)
    sites.add_argument(parser)


def handle(
    command: BaseCommand, *, why: str, by: str | None, site: str | None, **options: Any
) -> None:
    if len(why) > LONGEST_WHY:
        raise CommandError(f"The reason is longer than {LONGEST_WHY} characters.")
    decider = deciders.name(by)
    for one in sites.chosen(site):
        adopted = adoption.adopt_here(one, why, decider)
        resumed = sum(_resume(mailing, decider) for mailing in _asked_for(one))
        command.stdout.write(f"{one.hostname}: {_places(len(adopted))}; {resumed} mailings go on.")


def _asked_for(site: Site) -> list[Mailing]:
    """Return the mailings that wait for nothing but a place that is adopted now."""
    asking = Mailing.objects.filter(site=site).asking()
    adopted = asking.filter(asking_place__adopted_at__isnull=False)
    return list(adopted.select_related("asking_place"))


def _resume(mailing: Mailing, by: str) -> bool:
    is_resumed = mailings.resume(mailing, by=by)
    tasks.ring(tasks.send_mailing, mailing_id=mailing.pk)
    return is_resumed


def _places(number: int) -> str:
    if not number:
        return "this place was known already"
    return "this place is adopted" if number == 1 else f"{number} places are adopted"
