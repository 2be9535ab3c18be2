"""``therapy_mail adopt``: say that this is the real site and not a copy, and resume mailings."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError
from django.utils import translation
from wagtail.models import Site

from wagtail_therapy.newsletter import email_addresses, tasks
from wagtail_therapy.newsletter.copy_detection import adoption, places
from wagtail_therapy.newsletter.copy_detection.places import CurrentPlace
from wagtail_therapy.newsletter.models import Mailing, SendingPlace
from wagtail_therapy.newsletter.sending import mailings

from . import acting_user, output, sites

HELP = "Says that this is the real site, not a copy. Mailings are sent from here, and go on."
LONGEST_WHY = SendingPlace._meta.get_field("why").max_length


def add_arguments(parser: ArgumentParser) -> None:
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--why", help="what has changed, such as “moved to a new server”")
    action.add_argument(
        "--list", action="store_true", dest="is_list", help="only list the places of each site"
    )
    acting_user.add_argument(parser)
    sites.add_argument(parser)


def handle(
    command: BaseCommand,
    *,
    why: str | None,
    is_list: bool,
    by: str | None,
    site: str | None,
    **options: Any,
) -> None:
    lines = _list(site) if is_list else _adopt(site, why or "", by)
    for line in lines:
        command.stdout.write(line)


def _adopt(site: str | None, why: str, by: str | None) -> Iterator[str]:
    if len(why) > LONGEST_WHY:
        raise CommandError(f"The reason is longer than {LONGEST_WHY} characters.")
    decider = acting_user.name(by)
    for one in sites.chosen(site):
        adopted = adoption.adopt_here(one, why, decider)
        resumed = sum(_resume(mailing, decider) for mailing in _asked_for(one))
        yield f"{one.hostname}: {_places(len(adopted))}; {resumed} mailings go on."


def _asked_for(site: Site) -> list[Mailing]:
    """Return the mailings that were paused for a place that is now adopted."""
    asking = Mailing.objects.filter(site=site).asking()
    adopted = asking.filter(asking_place__adopted_at__isnull=False)
    return list(adopted.select_related("asking_place"))


def _resume(mailing: Mailing, by: str) -> bool:
    is_resumed = mailings.resume(mailing, by=by)
    tasks.enqueue(tasks.send_mailing, mailing_id=mailing.pk)
    return is_resumed


def _places(number: int) -> str:
    if not number:
        return "this place was known already"
    return "this place is adopted" if number == 1 else f"{number} places are adopted"


def _list(site: str | None) -> Iterator[str]:
    """Yield the places of each site, the nearest to this one first."""
    for one in sites.chosen(site):
        here = places.current_place(one)
        nearest = sorted(here.places, key=lambda place: len(here.differences(place)))
        yield one.hostname
        if not nearest or here.differences(nearest[0]):
            is_first = places.is_first(here)
            yield f"  here: {'the first mailing adopts it' if is_first else 'not adopted'}"
        yield from (f"  {_where(here, place)}: {_since(place)}" for place in nearest)


def _where(here: CurrentPlace, place: SendingPlace) -> str:
    differences = here.differences(place)
    if not differences:
        return "here"
    with translation.override("en"):
        return f"elsewhere (not the same: {places.in_words(differences)})"


def _since(place: SendingPlace) -> str:
    if place.adopted_at is None:
        return f"not adopted, has asked since {output.cell(place.seen_at)}"
    why = email_addresses.without_addresses(place.why) or "with the first mailing"
    return f"adopted {output.cell(place.adopted_at)}, {why}"
